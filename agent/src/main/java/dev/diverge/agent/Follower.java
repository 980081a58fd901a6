package dev.diverge.agent;

import dev.diverge.driver.Generation;
import java.util.concurrent.locks.LockSupport;

/** The daemon thread that notices when the application is idle. */
final class Follower extends Thread {

  private final Generation generation;
  private final int pollMillis;

  Follower(Generation generation, int pollMillis) {
    super(null, null, "diverge", 0, false);
    this.generation = generation;
    this.pollMillis = pollMillis;
    setDaemon(true);
  }

  @Override
  public void run() {
    // The application's first moments are its own; what there is to follow was just looked at.
    LockSupport.parkNanos(this, pollMillis * 1_000_000L);
    while (!generation.isClosed()) {
      try {
        generation.follow(pollMillis);
      } catch (Throwable notMeantForUs) {
        // Whoever interrupts or stops each thread there is: clones are to be noticed all the same.
      }
    }
  }
}
