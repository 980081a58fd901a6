package dev.diverge.scan.flow;

import java.util.List;

/**
 * A field, and what reaches it.
 *
 * @param taint of {@link Taint}
 * @param isCounted counted up from its own value
 * @param isMixed multiplied or shifted from its own value, as generators do
 * @param isBlock counted up where something is made that is called an id, and filled again
 * @param isDrawnAtStart what reaches it is drawn in an initialiser
 * @param isLongLived static, or of an object that lives as long as its class
 * @param isRead used by something that is no initialiser
 * @param isRegistered what the class registered for a clone touches it
 * @param users methods that use it, a few
 */
public record FieldFlow(
    FieldFacts field,
    long taint,
    boolean isCounted,
    boolean isMixed,
    boolean isBlock,
    boolean isDrawnAtStart,
    boolean isLongLived,
    boolean isRead,
    boolean isRegistered,
    List<String> users) {}
