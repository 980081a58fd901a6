package dev.diverge.agent.libraries;

import java.nio.channels.ClosedByInterruptException;

/**
 * Resets on a thread of the application's neither heed nor swallow its interrupt: to them it is
 * taken away, and afterwards it is given back. One that comes in the midst of a reset ends that,
 * which is then done again.
 */
public final class Uninterrupted {

  private static final int TRIES = 3;

  /** What is done; again from the beginning if it was interrupted. */
  public interface Interruptible {
    void run() throws Exception;
  }

  private Uninterrupted() {}

  /**
   * Does it on this thread.
   *
   * @throws Exception what it throws
   */
  public static void run(Interruptible work) throws Exception {
    boolean interrupted = Thread.interrupted();
    try {
      for (int tries = 1; ; tries++) {
        try {
          work.run();
          return;
        } catch (Throwable t) {
          if (!isInterruption(t)) {
            throw t;
          }
          interrupted = true;
          Thread.interrupted();
          if (tries == TRIES) {
            throw t;
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean isInterruption(Throwable thrown) {
    Throwable t = thrown;
    for (int depth = 0; t != null && depth < 8; depth++) {
      if (t instanceof InterruptedException || t instanceof ClosedByInterruptException) {
        return true;
      }
      t = t.getCause();
    }
    return false;
  }
}
