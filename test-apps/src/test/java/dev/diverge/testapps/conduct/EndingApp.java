package dev.diverge.testapps.conduct;

import dev.diverge.testlab.GenerationPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.logging.Logger;

/**
 * An application that ends while the agent's first chores are still to be done. Its shutdown takes
 * longer than they do, has the VM cloned if its first argument says so, starts what chores look out
 * for (JMX, logging, a class with a hook), and takes the page away.
 */
public final class EndingApp {

  private EndingApp() {}

  public static void main(String[] arguments) throws Exception {
    Path page = Path.of(arguments[1]);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(arguments[0], page)));
    switch (arguments[0]) {
      case "before" -> end("", page); // as a control: in a JVM that is not on its way out
      case "fall-off" -> Thread.sleep(200); // no other thread is left: the JVM ends by itself
      default -> System.exit(0);
    }
  }

  private static void end(String how, Path page) {
    ManagementFactory.getPlatformMBeanServer();
    Logger.getLogger("").getHandlers();
    if (how.equals("cloned")) {
      new GenerationPage(page).write(2);
    }
    sleep(1_500);
    if (new SplittableRandom().nextInt() == 42) {
      System.out.println("unlikely");
    }
    try {
      Files.deleteIfExists(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sleep(1_500);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
