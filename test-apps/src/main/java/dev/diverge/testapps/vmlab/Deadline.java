package dev.diverge.testapps.vmlab;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A point in time by which something must have happened. */
record Deadline(long nanoTime) {
  private static final long PAUSE_NANOS = 2_000_000;

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  boolean isOver() {
    return nanoTime - System.nanoTime() <= 0;
  }

  long millisLeft() {
    return Math.max(0, (nanoTime - System.nanoTime()) / 1_000_000);
  }

  /** Between two looks. */
  static void pause() {
    LockSupport.parkNanos(PAUSE_NANOS);
  }
}
