/** The JDK as a library with fork-sensitive state. */
@org.jspecify.annotations.NullMarked
package dev.diverge.integrations.jdk;
