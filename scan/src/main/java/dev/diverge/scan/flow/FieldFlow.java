package dev.diverge.scan.flow;

import java.util.List;

/**
 * A field, and what reaches it.
 *
 * @param taint of {@link Taint}
 * @param isCounted counted up from its own value
 * @param isMixed multiplied or shifted from its own value, as generators do
 * @param isBlock of a block of numbers that ids are made of, and that is fetched or drawn again
 * @param isPlace says which element of an array is the next
 * @param inIds of {@link InIds}: how ids are made of it
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
    boolean isPlace,
    int inIds,
    boolean isDrawnAtStart,
    boolean isLongLived,
    boolean isRead,
    boolean isRegistered,
    List<String> users) {

  public boolean isInIds() {
    return inIds != 0;
  }

  public boolean isInUniqueIds() {
    return (inIds & InIds.UNIQUE) != 0;
  }

  /** It has a place of its own in ids that begin with the time. */
  public boolean isPlaced() {
    return (inIds & InIds.PLACED) != 0;
  }
}
