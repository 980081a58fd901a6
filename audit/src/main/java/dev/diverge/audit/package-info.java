/**
 * What a running application shares with its clones, {@code java -jar diverge.jar audit}: it has
 * the heaps of two starts, and that of one before and after a drill, described and compares them.
 * Of all this only {@code walk} is ever in an application's JVM.
 */
@org.jspecify.annotations.NullMarked
package dev.diverge.audit;
