package dev.diverge.agent.transition;

import org.jspecify.annotations.Nullable;

/**
 * What one reset of a transition came to.
 *
 * @param name the integration's, or {@code application} for all that the application registered
 * @param count instances or actions
 * @param failure what was thrown, null if nothing was
 */
public record ResetDone(String name, int count, long nanos, @Nullable String failure) {}
