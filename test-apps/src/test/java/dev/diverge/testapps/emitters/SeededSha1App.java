package dev.diverge.testapps.emitters;

import dev.diverge.testapps.answers.Page;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Random;
import org.awaitility.Awaitility;

/** Seeds a SHA1PRNG between a clone and its second reseed, and says what comes out of it later. */
final class SeededSha1App {

  private SeededSha1App() {}

  public static void main(String[] args) throws Exception {
    Page page = new Page(Path.of(args[0]));
    SecureRandom before = seeded();
    long first = before.nextLong();
    long second = before.nextLong();

    page.raise();
    Random probe = new Random();
    int[] last = {probe.nextInt(), probe.nextInt()};
    SecureRandom random = seeded();
    Awaitility.await().until(() -> isReseeded(probe, last));
    boolean asSeeded = random.nextLong() == first;

    page.raise();
    System.out.println(
        "as seeded: " + asSeeded + ", after the next clone: " + (random.nextLong() == second));
  }

  private static SecureRandom seeded() throws Exception {
    SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
    random.setSeed(42);
    return random;
  }

  /** Whether its next number is not the one that follows from the last two. */
  private static boolean isReseeded(Random random, int[] last) {
    int first = last[0];
    int second = last[1];
    int third = random.nextInt();
    last[0] = second;
    last[1] = third;
    for (int hidden = 0; hidden < 1 << 16; hidden++) {
      long state = next((first & 0xffffffffL) << 16 | hidden);
      if ((int) (state >>> 16) == second && (int) (next(state) >>> 16) == third) {
        return false;
      }
    }
    return true;
  }

  /** As Random has it. */
  private static long next(long state) {
    return (state * 0x5DEECE66DL + 0xB) & ((1L << 48) - 1);
  }
}
