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

  /**
   * Says "not grown", or by how many bytes since the end of the first round. Of the second half of
   * the rounds the one with the least counts: what waits for a busy machine's reference handler is
   * no leak, and a leak is in all of them.
   */
  public static String over(Round round) throws Exception {
    round.run();
    long first = used();
    long least = Long.MAX_VALUE;
    for (int i = 1; i < ROUNDS; i++) {
      round.run();
      if (i >= ROUNDS / 2) {
        least = Math.min(least, used());
      }
    }
    long grown = least - first;
    return grown < MUCH ? "not grown" : "grown by " + grown;
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
