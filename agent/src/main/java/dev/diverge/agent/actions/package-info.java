/** What the application registered, and how it is run in a transition. */
@org.jspecify.annotations.NullMarked
package dev.diverge.agent.actions;
