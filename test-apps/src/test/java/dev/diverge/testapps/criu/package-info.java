/** Processes that CRIU dumps and restores, again and again from one image. */
@org.jspecify.annotations.NullMarked
package dev.diverge.testapps.criu;
