package dev.diverge.agent;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Waits until the tracked resets of the epoch are done, but not for long: they take no lock that an
 * application may hold, so they end. Whoever runs them, or runs something on their behalf, does not
 * wait for himself. Thread-safe.
 */
final class Settlement implements Runnable {

  private static final long PATIENCE_NANOS = 1_000_000_000;
  private static final long LOOK_NANOS = 50_000;

  private final GuardCell cell;
  private volatile @Nullable Thread runner;

  Settlement(GuardCell cell) {
    this.cell = cell;
  }

  /** This thread runs the resets from now on. */
  void begin() {
    runner = Thread.currentThread();
  }

  void end(long epoch) {
    cell.settled(epoch);
    runner = null;
  }

  @Override
  public void run() {
    Thread me = Thread.currentThread();
    if (me == runner || me instanceof BoundedCall) {
      return;
    }
    boolean interrupted = false;
    for (long began = System.nanoTime(); !cell.isSettled(); ) {
      if (System.nanoTime() - began >= PATIENCE_NANOS) {
        cell.settle(); // on behalf of all: one second, not one for each call of each thread
      } else {
        LockSupport.parkNanos(this, LOOK_NANOS);
        interrupted |= Thread.interrupted(); // it would not park again
      }
    }
    if (interrupted) {
      me.interrupt();
    }
  }
}
