/** Libraries that tell one trace from another. */
@org.jspecify.annotations.NullMarked
package dev.diverge.integrations.tracing;
