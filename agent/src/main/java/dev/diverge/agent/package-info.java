/** The agent: installs the guard, runs the transition, tells what happened. */
@org.jspecify.annotations.NullMarked
package dev.diverge.agent;
