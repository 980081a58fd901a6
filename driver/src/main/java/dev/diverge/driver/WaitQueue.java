package dev.diverge.driver;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Wakes the threads that wait for something.
 *
 * <p>Thread-safe. Ringing takes no lock: it happens on application threads, and in forked children
 * in which those who wait, and whoever held a lock, are gone.
 */
final class WaitQueue {

  /** As a deadline: never. */
  static final long FOREVER = Long.MAX_VALUE;

  private final ConcurrentLinkedQueue<Waiter> waiting = new ConcurrentLinkedQueue<>();

  WaitQueue() {
    // So that no class is left to be loaded when it matters.
    ring();
  }

  /** Wakes everyone; each looks for itself whether it was meant. */
  void ring() {
    for (Waiter waiter : waiting) {
      LockSupport.unpark(waiter.thread);
    }
  }

  /**
   * Waits until the condition holds, asking it before, and whenever the bell rings.
   *
   * @param nanos how long at most; {@link #FOREVER} for ever; 0 or less does not wait
   * @return whether it holds
   * @throws InterruptedException if the thread is interrupted before or meanwhile
   */
  boolean await(BooleanSupplier condition, long nanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (condition.getAsBoolean()) {
      return true;
    }
    long start = System.nanoTime();
    Waiter me = new Waiter(Thread.currentThread());
    waiting.add(me);
    try {
      // Asked again now that every ring is heard.
      while (!condition.getAsBoolean()) {
        long left = nanos - (System.nanoTime() - start);
        if (left <= 0) {
          return false;
        }
        LockSupport.parkNanos(this, left);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      return true;
    } finally {
      waiting.remove(me);
    }
  }

  /** How many wait; for tests. */
  int waiting() {
    return waiting.size();
  }

  /** A class of its own since a Thread may have an equals() of its own. */
  private static final class Waiter {
    private final Thread thread;

    Waiter(Thread thread) {
      this.thread = thread;
    }
  }
}
