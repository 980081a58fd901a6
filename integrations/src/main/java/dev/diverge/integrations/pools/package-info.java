/** Libraries that keep connections: what they hold is let go, and the next use opens a new one. */
@org.jspecify.annotations.NullMarked
package dev.diverge.integrations.pools;
