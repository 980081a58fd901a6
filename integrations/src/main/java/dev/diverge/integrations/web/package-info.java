/** Web containers, and what keeps their sessions. */
@org.jspecify.annotations.NullMarked
package dev.diverge.integrations.web;
