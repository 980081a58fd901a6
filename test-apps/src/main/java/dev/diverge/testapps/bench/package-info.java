/** What the agent costs: per call, at start-up, in a transition, in memory. */
@org.jspecify.annotations.NullMarked
package dev.diverge.testapps.bench;
