package dev.diverge.driver;

import java.util.concurrent.TimeUnit;

/**
 * How often a page may still be mapped anew: some times, and once more each hour.
 *
 * <p>What a guard was given can never be unmapped: a thread that was stopped between the load of
 * its address and the load from it would bring the JVM down, and there is no telling where a
 * virtual thread was stopped. So what stays must be bounded: {@value #AT_ONCE} mappings and 24 a
 * day, where the kernel allows 65,530. For one thread at a time.
 */
final class RemapLimit {
  private static final int AT_ONCE = 4;
  private static final long EACH_NANOS = TimeUnit.HOURS.toNanos(1);

  private int left = AT_ONCE;
  private long since = System.nanoTime();

  /** Whether there is one left. */
  boolean any() {
    long hours = (System.nanoTime() - since) / EACH_NANOS;
    if (hours > 0) {
      since += hours * EACH_NANOS;
      left = (int) Math.min(AT_ONCE, left + hours);
    }
    return left > 0;
  }

  /** Takes one. */
  void take() {
    left--;
  }
}
