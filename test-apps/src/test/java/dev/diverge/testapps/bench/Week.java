package dev.diverge.testapps.bench;

import dev.diverge.testlab.GenerationPage;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Random;
import java.util.UUID;

/**
 * Lives through many epochs and looks, and prints what it holds before them, after a tenth and in
 * the end: heap in bytes, threads, classes, open files.
 *
 * <p>Arguments: the page's file, how many epochs, how many milliseconds to rest in the end.
 */
final class Week {

  private Week() {}

  public static void main(String[] arguments) throws Exception {
    GenerationPage page = new GenerationPage(Path.of(arguments[0]));
    int epochs = Integer.parseInt(arguments[1]);
    Random kept = new Random();
    SecureRandom secure = new SecureRandom();
    print(); // loads what it needs, and the agent has its bean from then on
    Thread.sleep(3_000); // the rehearsal, the first test of the hooks
    long sum = 0;
    for (int epoch = 1; epoch <= epochs; epoch++) {
      page.write(System.nanoTime());
      sum += kept.nextInt() + secure.nextInt() + new Random().nextInt();
      sum += UUID.randomUUID().hashCode();
      if (epoch == epochs / 10) {
        print();
      }
    }
    Thread.sleep(Long.parseLong(arguments[2]));
    print();
    System.err.println("sum " + sum);
  }

  private static void print() throws InterruptedException {
    long heap = HeapProbe.held();
    System.out.println(
        heap
            + " "
            + ManagementFactory.getThreadMXBean().getThreadCount()
            + " "
            + ManagementFactory.getClassLoadingMXBean().getLoadedClassCount()
            + " "
            + openFiles());
  }

  /** But for what a look has open just then. */
  private static int openFiles() throws InterruptedException {
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      String[] files = new File("/proc/self/fd").list();
      least = Math.min(least, files == null ? 0 : files.length);
      Thread.sleep(1);
    }
    return least;
  }
}
