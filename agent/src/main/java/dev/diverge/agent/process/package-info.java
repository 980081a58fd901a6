/**
 * What this process was told, and how it speaks: options, environment, lines for the operator; what
 * else is in it.
 */
@org.jspecify.annotations.NullMarked
package dev.diverge.agent.process;
