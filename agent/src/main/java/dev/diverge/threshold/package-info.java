/** The one step into java.base. */
@org.jspecify.annotations.NullMarked
package dev.diverge.threshold;
