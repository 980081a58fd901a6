package dev.diverge.testapps.conduct;

import dev.diverge.testlab.GenerationPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.UUID;

/**
 * An application that is cloned once everything is quiet, and once more; it marks in the log of
 * loaded classes when. Arguments: the page, that log, and a jar to overwrite before.
 */
final class FirstClone {

  static final String RAISED = "=== raised";
  static final String DRAWN = "=== drawn";

  /** What the agent loads last when it rehearses a transition. */
  private static final String REHEARSED = "dev.diverge.agent.transition.Rehearsal$Subject";

  private FirstClone() {}

  public static void main(String[] args) throws Exception {
    Path log = Path.of(args[1]);
    GenerationPage page = new GenerationPage(Path.of(args[0]));
    Random random = new Random();
    long sum = UUID.randomUUID().getLeastSignificantBits() + random.nextInt();
    sum += Double.hashCode(Math.random());
    page.write(1); // the same: so that this has been done before, too
    mark(log, "=== begun");
    awaitQuiet(log);
    if (args.length > 2) {
      Path jar = Path.of(args[2]);
      Files.write(jar, new byte[(int) Files.size(jar)], StandardOpenOption.WRITE);
    }
    for (int generation = 2; generation < 4; generation++) {
      mark(log, RAISED);
      page.write(generation);
      sum += random.nextInt();
      mark(log, DRAWN);
      Thread.sleep(500);
    }
    System.out.println(sum == 42 ? "unlikely" : "done");
  }

  private static void awaitQuiet(Path log) throws Exception {
    long before = -1;
    for (int quiet = 0; quiet < 12; ) {
      Thread.sleep(250);
      long now = Files.size(log);
      quiet = now == before && Files.readString(log).contains(REHEARSED) ? quiet + 1 : 0;
      before = now;
    }
  }

  private static void mark(Path log, String what) throws Exception {
    Files.writeString(log, what + "\n", StandardOpenOption.APPEND);
  }
}
