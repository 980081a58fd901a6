/** TLS peers made on the spot, for the clone labs, the benchmarks and the tests. */
@org.jspecify.annotations.NullMarked
package dev.diverge.testapps.tls;
