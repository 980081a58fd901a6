package dev.diverge.driver;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One record of {@code /dev/kmsg}: {@code PRIORITY,SEQUENCE,MICROSECONDS,FLAGS[,...];TEXT}.
 * Immutable.
 *
 * @param sequence the record's number; each is one more than that before
 * @param micros when it was written, in microseconds of the kernel's own clock since boot
 * @param reseed whether the kernel itself says in it that it has reseeded because of a clone
 */
record KmsgLine(long sequence, long micros, boolean reseed) {
  private static final byte[] RESEED =
      "random: crng reseeded due to virtual machine fork".getBytes(StandardCharsets.US_ASCII);

  /** The lowest bits of the priority are its severity; the rest its facility, 0 for the kernel. */
  private static final int FACILITY_SHIFT = 3;

  /** Parses {@code bytes[from..to)}, without the line's end; null if that is no record's head. */
  static @Nullable KmsgLine parse(byte[] bytes, int from, int to) {
    long[] numbers = new long[3];
    int at = from;
    for (int field = 0; field < numbers.length; field++) {
      int start = at;
      while (at < to && bytes[at] >= '0' && bytes[at] <= '9' && at - start < 18) {
        numbers[field] = numbers[field] * 10 + (bytes[at++] - '0');
      }
      if (at == start || at == to || bytes[at++] != ',') {
        return null;
      }
    }
    while (at < to && bytes[at] != ';') {
      at++;
    }
    if (at == to) {
      return null;
    }
    // What user space writes to the log has a facility other than 0, whatever it asked for.
    boolean kernel = numbers[0] >>> FACILITY_SHIFT == 0;
    return new KmsgLine(numbers[1], numbers[2], kernel && isReseed(bytes, at + 1, to));
  }

  private static boolean isReseed(byte[] bytes, int from, int to) {
    if (to - from != RESEED.length) {
      return false;
    }
    for (int i = 0; i < RESEED.length; i++) {
      if (bytes[from + i] != RESEED[i]) {
        return false;
      }
    }
    return true;
  }
}
