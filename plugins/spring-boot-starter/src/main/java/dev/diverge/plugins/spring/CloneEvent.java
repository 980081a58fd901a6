package dev.diverge.plugins.spring;

import java.time.Duration;

/**
 * This application has become another: published once for each clone, drills included, when
 * everything is reset for it.
 *
 * @param epoch 0 at the start, one more for each clone noticed
 * @param transition how long the last transition took, from the notice to the confirmation
 * @param failures what could not be reset in it; the log has a line for each
 */
public record CloneEvent(long epoch, Duration transition, long failures) {}
