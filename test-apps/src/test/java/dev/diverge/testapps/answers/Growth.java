package dev.diverge.testapps.answers;

/** Whether the heap grows while something is made and let go of, over and over. */
public final class Growth {

  private static final int ROUNDS = 10;
  private static final long MUCH = 2 << 20;

  private Growth() {}

  /** Some of the many. */
  public interface Round {
    void run() throws Exception;
  }

  /** Says "not grown", or by how many bytes since the end of the first round. */
  public static String over(Round round) throws Exception {
    long first = 0;
    for (int i = 0; i < ROUNDS; i++) {
      round.run();
      if (i == 0) {
        first = used();
      }
    }
    long grown = used() - first;
    return grown < MUCH ? "not grown" : "grown by " + grown;
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
