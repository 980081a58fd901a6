/**
 * The implementation that {@code org.crac} finds by name where the JVM has none of its own; what is
 * registered there is driven on a clone.
 */
@org.jspecify.annotations.NullMarked
package dev.diverge.crac;
