/** The command line, {@code java -jar diverge.jar}. */
@org.jspecify.annotations.NullMarked
package dev.diverge.agent.cli;
