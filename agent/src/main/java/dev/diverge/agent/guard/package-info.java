/** The class in java.base as the agent knows it: its cell, and what it calls back. */
@org.jspecify.annotations.NullMarked
package dev.diverge.agent.guard;
