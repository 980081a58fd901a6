/** The entry of the agent: all that the application can see of it. */
@org.jspecify.annotations.NullMarked
package dev.diverge.entry;
