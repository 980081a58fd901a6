/** What the classes in java.base and the agent agree on; compiled into both. */
@org.jspecify.annotations.NullMarked
package dev.diverge.agent.contract;
