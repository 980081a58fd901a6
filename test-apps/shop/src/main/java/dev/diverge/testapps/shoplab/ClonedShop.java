package dev.diverge.testapps.shoplab;

import dev.diverge.testapps.shop.Shop;
import dev.diverge.testlab.GenerationPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;

/**
 * The shop that is cloned once it had customers and is quiet, and then again and again: prints for
 * each clone how long the first draw took, in nanoseconds. Arguments: the page, the log of loaded
 * classes, in which it marks when, how many clones, and the shop's own. It waits for a byte from
 * its parent, after the customers.
 */
final class ClonedShop {

  static final String OPEN = "=== open";
  static final String RAISED = "=== raised";
  static final String DRAWN = "=== drawn";

  private static final int QUIET_MILLIS = 5_000;
  private static final int BETWEEN_MILLIS = 1_500;

  private ClonedShop() {}

  public static void main(String[] args) throws Exception {
    GenerationPage page = new GenerationPage(Path.of(args[0]));
    Path log = Path.of(args[1]);
    int clones = Integer.parseInt(args[2]);
    Random random = new Random();
    long sum = random.nextInt();
    Shop.start(Arrays.copyOfRange(args, 3, args.length));
    System.out.println(OPEN);
    sum += System.in.read();
    page.write(1); // the same: so that this has been done before, too
    mark(log, OPEN);
    awaitQuiet(log);
    long[] took = new long[clones];
    for (int i = 0; i < clones; i++) {
      mark(log, RAISED);
      page.write(2 + i);
      long from = System.nanoTime();
      sum += random.nextInt();
      took[i] = System.nanoTime() - from;
      mark(log, DRAWN);
      Thread.sleep(BETWEEN_MILLIS);
    }
    System.out.println("drawn " + Arrays.toString(took) + (sum == 42 ? "!" : ""));
    System.exit(0);
  }

  /** By then the agent has looked again at what is in use. */
  private static void awaitQuiet(Path log) throws Exception {
    long deadline = System.nanoTime() + 30_000_000_000L;
    long before = -1;
    for (long since = System.nanoTime();
        System.nanoTime() - since < QUIET_MILLIS * 1_000_000L && System.nanoTime() < deadline; ) {
      Thread.sleep(100);
      long now = Files.size(log);
      if (now != before) {
        since = System.nanoTime();
        before = now;
      }
    }
  }

  private static void mark(Path log, String what) throws Exception {
    Files.writeString(log, what + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
