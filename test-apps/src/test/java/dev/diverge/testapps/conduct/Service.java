package dev.diverge.testapps.conduct;

import dev.diverge.testlab.GenerationPage;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An application: draws, does to the page what its first argument says, goes on drawing from many
 * threads, and says {@code done}. What it throws, its test sees in its exit status.
 */
public final class Service {

  private static volatile boolean stop;
  private static volatile boolean toleratesFaults;

  private Service() {}

  public static void main(String[] arguments) throws Exception {
    String what = arguments.length > 0 ? arguments[0] : "nothing";
    Path page = Path.of(arguments.length > 1 ? arguments[1] : "gen.page");
    Throwable[] thrown = new Throwable[1];
    toleratesFaults = what.equals("truncate");
    Thread[] threads = new Thread[3];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(Service::draw);
      threads[i].setUncaughtExceptionHandler(
          (thread, t) -> thrown[0] = t instanceof InternalError && toleratesFaults ? thrown[0] : t);
      threads[i].start();
    }
    Thread.sleep(150);
    act(what, page);
    Thread.sleep(needsAFollower(what) ? 2_000 : 350);
    stop = true;
    for (Thread thread : threads) {
      thread.join();
    }
    if (thrown[0] != null) {
      throw new IllegalStateException(thrown[0]);
    }
    System.out.println("done");
  }

  /** No guard sees these: on a busy machine a thread that does takes its time. */
  private static boolean needsAFollower(String what) {
    return what.equals("delete") || what.equals("truncate") || what.equals("replace");
  }

  private static void act(String what, Path page) throws Exception {
    switch (what) {
      case "raise" -> new GenerationPage(page).write(2);
      case "raise-twice" -> {
        new GenerationPage(page).write(2);
        Thread.sleep(200);
        new GenerationPage(page).write(3);
      }
      case "delete" -> Files.delete(page);
      case "truncate" -> {
        try (FileChannel file = FileChannel.open(page, StandardOpenOption.WRITE)) {
          file.truncate(0);
        }
      }
      case "replace" -> {
        Path other = page.resolveSibling("new.page");
        GenerationPage.create(other).write(7);
        Files.move(other, page, StandardCopyOption.ATOMIC_MOVE);
      }
      default -> {
        // Nothing happens to the page.
      }
    }
  }

  private static void draw() {
    Random random = new Random();
    SecureRandom secure = new SecureRandom();
    long sum = 0;
    while (!stop) {
      try {
        sum += random.nextInt() + secure.nextInt() + ThreadLocalRandom.current().nextLong();
        sum += UUID.randomUUID().getLeastSignificantBits();
      } catch (InternalError fault) {
        // What the JVM raises for a load that was under way from the page as it was cut off.
        if (!toleratesFaults) {
          throw fault;
        }
      }
    }
    if (sum == 42) {
      System.out.println("unlikely");
    }
  }
}
