package dev.diverge.testapps.bench;

import dev.diverge.testlab.GenerationPage;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;

/**
 * In a JVM with the agent: raises the page, and has many threads draw at once, each from a Random
 * of its own.
 *
 * <p>Arguments: the page's file, how many threads, how often. Prints when the last of the draws
 * came back, in microseconds after the page was raised, a line each time.
 */
public final class CrowdProbe {

  private CrowdProbe() {}

  public static void main(String[] arguments) throws Exception {
    GenerationPage page = new GenerationPage(Path.of(arguments[0]));
    int count = Integer.parseInt(arguments[1]);
    int times = Integer.parseInt(arguments[2]);
    CyclicBarrier start = new CyclicBarrier(count + 1);
    CyclicBarrier end = new CyclicBarrier(count + 1);
    AtomicLong last = new AtomicLong();
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(() -> draw(start, end, last), "drawer");
      thread.setDaemon(true);
      thread.start();
    }
    Lull.pass();
    for (int i = 0; i < times; i++) {
      page.write(System.nanoTime());
      long began = System.nanoTime();
      start.await();
      end.await();
      System.out.println((last.get() - began) / 1000.0);
    }
  }

  private static void draw(CyclicBarrier start, CyclicBarrier end, AtomicLong last) {
    Random random = new Random();
    long sum = random.nextInt();
    try {
      while (true) {
        start.await();
        sum += random.nextInt();
        last.accumulateAndGet(System.nanoTime(), Math::max);
        end.await();
      }
    } catch (Exception e) {
      throw new IllegalStateException("sum " + sum, e);
    }
  }
}
