package dev.diverge.agent.transition;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a reset that needs a lock of the library's, on a thread of its own: whoever holds that
 * lock may be frozen, and the transition goes on without it.
 */
final class BoundedCall extends Thread {

  private static final long PATIENCE_MILLIS = 1_000;

  private final Callable<Integer> work;
  private volatile @Nullable Throwable failure;
  private volatile int result;
  private volatile boolean done;

  BoundedCall(Callable<Integer> work) {
    super(null, null, "diverge-reset", 0, false);
    this.work = work;
    setDaemon(true);
    setContextClassLoader(null);
  }

  @Override
  public void run() {
    try {
      result = work.call();
      done = true;
    } catch (Throwable t) {
      failure = t;
    }
  }

  /**
   * Starts it and waits.
   *
   * @throws TimeoutException if it has not ended in time; it goes on
   */
  int await() throws Exception {
    start();
    if (!isOver()) {
      StackTraceElement[] stack = getStackTrace();
      throw new TimeoutException(
          "not done within "
              + PATIENCE_MILLIS
              + " ms"
              + (stack.length == 0 ? "" : ", it is at " + stack[0]));
    }
    Throwable thrown = failure;
    if (thrown instanceof Exception e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
    if (!done) {
      throw new IllegalStateException("its thread ended without a word");
    }
    return result;
  }

  private boolean isOver() {
    boolean interrupted = Thread.interrupted();
    long left = PATIENCE_MILLIS;
    for (long began = System.nanoTime(); isAlive() && left > 0; ) {
      try {
        join(left);
      } catch (InterruptedException later) {
        interrupted = true;
      }
      left = PATIENCE_MILLIS - (System.nanoTime() - began) / 1_000_000;
    }
    if (interrupted) {
      currentThread().interrupt();
    }
    return !isAlive();
  }
}
