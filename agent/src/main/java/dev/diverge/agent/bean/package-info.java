/** What JMX calls: the one package of the agent's module that is exported. */
@org.jspecify.annotations.NullMarked
package dev.diverge.agent.bean;
