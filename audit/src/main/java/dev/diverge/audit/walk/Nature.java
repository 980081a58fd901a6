package dev.diverge.audit.walk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** What a number is by its value, in this process and at this time. */
final class Nature {

  private static final long HOUR_MILLIS = 3_600_000L;
  private static final long DAY_MILLIS = 86_400_000L;
  private static final long YEAR_MILLIS = 366 * DAY_MILLIS;

  /** From 1582 to 1970, in units of 100 nanoseconds: what UUIDs count. */
  private static final long GREGORIAN = 0x01b21dd213814000L;

  private final long now = System.currentTimeMillis();
  private final long nanos = System.nanoTime();
  private final long age = age(now);
  private final long pid = ProcessHandle.current().pid();
  private final TreeMap<Long, Long> mapped = new TreeMap<>();

  Nature() {
    try {
      List<String> lines = Files.readAllLines(Path.of("/proc/self/maps"));
      for (String line : lines) {
        int dash = line.indexOf('-');
        int end = line.indexOf(' ');
        mapped.put(
            Long.parseUnsignedLong(line.substring(0, dash), 16),
            Long.parseUnsignedLong(line.substring(dash + 1, end), 16));
      }
    } catch (IOException | RuntimeException noProc) {
      // Then addresses are not known as such.
    }
  }

  private static long age(long now) {
    return ProcessHandle.current()
        .info()
        .startInstant()
        .map(start -> Math.max(0, now - start.toEpochMilli()))
        .orElse(DAY_MILLIS);
  }

  /** Of an int: any that is near is rather one of seconds than one that was drawn. */
  boolean isShortTime(long value) {
    return isNear(value, now / 1000, (age + DAY_MILLIS) / 1000);
  }

  boolean isTime(long value) {
    return isNear(value, now, 10 * YEAR_MILLIS)
        || isShortTime(value)
        || isNear(value, now * 1000, 10 * YEAR_MILLIS * 1000)
        || isNear(value, now * 1_000_000, YEAR_MILLIS * 1_000_000)
        || isNear(value, now * 10_000 + GREGORIAN, YEAR_MILLIS * 10_000)
        || (value > 1L << 32 && isNear(value, nanos, (age + HOUR_MILLIS) * 1_000_000))
        || isNear(value, nanos / 1_000_000, age + HOUR_MILLIS);
  }

  private static boolean isNear(long value, long to, long within) {
    return value > to - within && value < to + within;
  }

  boolean isPid(long value) {
    return value == pid;
  }

  boolean isAddress(long value) {
    var below = value >>> 32 == 0 ? null : mapped.floorEntry(value);
    return below != null && value < below.getValue();
  }
}
