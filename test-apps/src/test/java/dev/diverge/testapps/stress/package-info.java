/** Woven classes as the JVM, other agents, other JVMs and waiting threads meet them. */
package dev.diverge.testapps.stress;
