/**
 * The static scanner, {@code java -jar diverge.jar scan}: it reads class files and loads none of
 * them. Nothing of it is in a JVM that the agent is in.
 */
@org.jspecify.annotations.NullMarked
package dev.diverge.scan;
