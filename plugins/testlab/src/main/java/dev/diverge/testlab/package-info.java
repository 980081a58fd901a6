/**
 * The fork lab: real clones of one warmed JVM by the hundred, and what repeats between them. {@link
 * dev.diverge.testlab.Clones} is all that a test of one's own takes.
 */
@org.jspecify.annotations.NullMarked
package dev.diverge.testlab;
