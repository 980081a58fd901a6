/**
 * Real servers, started on free ports of this machine, once for all who ask, and stopped at the
 * end.
 */
@org.jspecify.annotations.NullMarked
package dev.diverge.testapps.servers;
