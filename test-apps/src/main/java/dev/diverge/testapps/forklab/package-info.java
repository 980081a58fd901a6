/** The fork lab: real clones of one warmed JVM by the hundred, and what repeats between them. */
@org.jspecify.annotations.NullMarked
package dev.diverge.testapps.forklab;
