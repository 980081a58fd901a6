/** Integrations of the user's own, from files that the option {@code extensions} names. */
@org.jspecify.annotations.NullMarked
package dev.diverge.agent.extensions;
