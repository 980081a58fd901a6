package dev.diverge.testapps.bench;

/** A service that is cloned has run for a while: the agent has loaded what a transition needs. */
final class Lull {

  private static final long MILLIS = 5_000;

  private Lull() {}

  static void pass() throws InterruptedException {
    Thread.sleep(MILLIS);
  }
}
