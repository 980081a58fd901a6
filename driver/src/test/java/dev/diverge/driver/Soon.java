package dev.diverge.driver;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waits for what other threads are about to do. */
final class Soon {

  private Soon() {}

  static void soon(Callable<Boolean> condition) {
    Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(10))
        .until(condition);
  }

  /** Long enough for a follower that looks every 2 ms to have looked several times. */
  static void someLooks() throws InterruptedException {
    Thread.sleep(40);
  }
}
