/** The scanner, on classes and jars made for it. */
@org.jspecify.annotations.NullMarked
package dev.diverge.scan;
