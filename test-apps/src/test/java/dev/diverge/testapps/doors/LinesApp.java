package dev.diverge.testapps.doors;

import dev.diverge.Diverge;
import dev.diverge.Registration;
import dev.diverge.testapps.answers.Page;
import java.nio.file.Path;
import java.util.UUID;

/** Has clones noticed, one that an action fails in, or very many. */
final class LinesApp {

  private static final int FLAPPING = 1_500;

  private LinesApp() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      return;
    }
    Page page = new Page(Path.of(arguments[0]));
    if (arguments[1].equals("failing")) {
      fail(page);
    } else {
      flap(page);
    }
  }

  @SuppressWarnings("try") // held, not used
  private static void fail(Page page) throws Exception {
    Object owner = new Object();
    try (Registration registration =
        Diverge.onClone(
            owner,
            o -> {
              throw new IllegalStateException("bad\nforged \u001b[1m");
            })) {
      page.raise();
      UUID.randomUUID();
      System.out.println("cloned");
      System.in.read();
    }
  }

  private static void flap(Page page) throws Exception {
    long began = System.nanoTime();
    for (int i = 0; i < FLAPPING; i++) {
      page.raise();
      UUID.randomUUID();
    }
    long seconds = 1 + (System.nanoTime() - began) / 1_000_000_000L;
    System.out.println("epoch " + Diverge.epoch());
    System.out.println("seconds " + (seconds + 3));
    Thread.sleep(3_000); // for the last line
  }
}
