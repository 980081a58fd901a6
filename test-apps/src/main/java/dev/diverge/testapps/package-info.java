/** What the labs, the demo and the benchmarks share. */
@org.jspecify.annotations.NullMarked
package dev.diverge.testapps;
