/** The forms in which the answer is given. */
@org.jspecify.annotations.NullMarked
package dev.diverge.scan.tell;
