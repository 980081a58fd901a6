/** Connections and the pools above them, before and after a clone. */
@org.jspecify.annotations.NullMarked
package dev.diverge.testapps.connections;
