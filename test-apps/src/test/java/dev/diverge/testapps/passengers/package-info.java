/** Other vendors' agents in one JVM with ours. */
@org.jspecify.annotations.NullMarked
package dev.diverge.testapps.passengers;
