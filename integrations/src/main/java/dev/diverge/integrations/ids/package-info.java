/** Libraries that make ids. */
@org.jspecify.annotations.NullMarked
package dev.diverge.integrations.ids;
