/** The answer, for people and for programs. */
@org.jspecify.annotations.NullMarked
package dev.diverge.audit.tell;
