/**
 * What happens once an epoch: everything guarded made stale, the tracked resets, the confirmation,
 * the record of it.
 */
@org.jspecify.annotations.NullMarked
package dev.diverge.agent.transition;
