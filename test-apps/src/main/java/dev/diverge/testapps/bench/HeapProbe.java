package dev.diverge.testapps.bench;

/** Prints the bytes in use once the agent, if there is one, has done all it does at first. */
public final class HeapProbe {

  private HeapProbe() {}

  public static void main(String[] arguments) throws InterruptedException {
    for (int i = 0; i < 80; i++) { // a rehearsal, within 5 s of the start, needs more for a moment
      Thread.sleep(100);
    }
    System.out.println(held());
  }

  /** The bytes in use when what is dead was just collected, the least of five times. */
  static long held() throws InterruptedException {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
      Thread.sleep(50);
    }
    return least;
  }
}
