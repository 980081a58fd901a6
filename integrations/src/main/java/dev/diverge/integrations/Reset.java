package dev.diverge.integrations;

import org.jspecify.annotations.Nullable;

/**
 * One step of a guarded type's reset. It is compiled into the type's own method, so that it reaches
 * private members without reflection, and runs on the thread that uses the instance.
 *
 * @param field the field or method concerned; its type is read from the class
 * @param count how many fresh bytes, where the step takes bytes
 * @param through a private static method a fresh long is passed through first
 * @param lock the instance field whose monitor is held for the step; only for an int to clear
 */
public record Reset(
    Operation operation, String field, int count, @Nullable String through, @Nullable String lock) {

  /** What is done to the field, or with the method. */
  public enum Operation {
    /** A fresh value for a field of type int, long or {@code long[]}. */
    FRESH,
    /** A fresh value for an AtomicLong, {@code count} bits wide. */
    FRESH_ATOMIC,
    /** Zero, false or null. */
    CLEAR,
    /** Calls an instance method that takes fresh bytes. */
    CALL
  }

  /** A fresh value for a field of type int, long or {@code long[]}. */
  public static Reset fresh(String field) {
    return new Reset(Operation.FRESH, field, 0, null, null);
  }

  /**
   * The same, passed through a method first.
   *
   * @param through private, static, of a long, returning a long
   */
  public static Reset fresh(String field, String through) {
    return new Reset(Operation.FRESH, field, 0, through, null);
  }

  /**
   * A fresh value for an AtomicLong.
   *
   * @param bits how wide it is, 1 to 64
   */
  public static Reset freshAtomic(String field, int bits) {
    return new Reset(Operation.FRESH_ATOMIC, field, bits, null, null);
  }

  /** Zero, false or null. */
  public static Reset clear(String field) {
    return new Reset(Operation.CLEAR, field, 0, null, null);
  }

  /** Calls an instance method that takes so many fresh bytes. */
  public static Reset call(String method, int bytes) {
    return new Reset(Operation.CALL, method, bytes, null, null);
  }

  /** The same, holding the monitor of the object in that instance field. */
  public Reset under(String lock) {
    return new Reset(operation, field, count, through, lock);
  }
}
