package dev.diverge.testapps.bench;

import dev.diverge.testlab.GenerationPage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * In a JVM with the agent: holds many live Randoms, raises the page, and draws. The drawing thread
 * runs the whole transition, so its first draw's return is also the transition's end.
 *
 * <p>Arguments: the page's file, how many instances, how often. Prints microseconds, a line each
 * time.
 */
public final class TransitionProbe {

  private TransitionProbe() {}

  public static void main(String[] arguments) throws InterruptedException {
    GenerationPage page = new GenerationPage(Path.of(arguments[0]));
    List<Random> live = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      live.add(new Random());
    }
    long sum = drawFromAll(live);
    Lull.pass();
    int times = Integer.parseInt(arguments[2]);
    for (int i = 0; i < times; i++) {
      page.write(System.nanoTime());
      long began = System.nanoTime();
      sum += live.get(0).nextInt();
      System.out.println((System.nanoTime() - began) / 1000.0);
      sum += drawFromAll(live);
    }
    System.err.println("sum " + sum);
  }

  private static long drawFromAll(List<Random> live) {
    long sum = 0;
    for (Random random : live) {
      sum += random.nextInt();
    }
    return sum;
  }
}
