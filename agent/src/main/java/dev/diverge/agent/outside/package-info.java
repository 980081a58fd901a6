/** What comes from outside, made harmless: text, and files that options name. */
@org.jspecify.annotations.NullMarked
package dev.diverge.agent.outside;
