/** Starting an application, and knowing when it has started. */
@org.jspecify.annotations.NullMarked
package dev.diverge.audit.start;
