package dev.diverge.testapps.bench;

/** Prints the bytes in use once the agent, if there is one, has done all it does at first. */
public final class HeapProbe {

  private HeapProbe() {}

  public static void main(String[] arguments) throws InterruptedException {
    for (int i = 0; i < 25; i++) {
      Thread.sleep(100);
    }
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(50);
    }
    Runtime runtime = Runtime.getRuntime();
    System.out.println(runtime.totalMemory() - runtime.freeMemory());
  }
}
