package dev.diverge.testapps.answers;

import dev.diverge.Diverge;
import java.nio.file.Path;
import java.util.ResourceBundle;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Is cloned again and again while its logging comes up in one way or another. */
final class LoggingApp {

  private static final AtomicInteger HEARD = new AtomicInteger();

  private LoggingApp() {}

  public static void main(String[] args) throws Exception {
    Page page = new Page(Path.of(args[0]));
    if (!args[1].equals("none")) {
      Diverge.onClone(LoggingApp.class, owner -> fail());
    }
    clones(page, 2, 0);
    switch (args[1]) {
      case "jul" -> {
        handler(false);
        clones(page, 60, 1);
      }
      case "console" -> {
        Logger.getLogger("").getHandlers();
        clones(page, 20, 0);
      }
      case "finder" -> {
        handler(false);
        clones(page, 8, 0); // java.util.logging is up, but is not what System.Logger will be
        System.out.println("asks");
        System.getLogger("app").log(System.Logger.Level.INFO, "up");
        clones(page, 60, 1);
      }
      case "hang" -> {
        handler(true);
        clones(page, 60, 1);
        Thread.sleep(2_500);
        clones(page, 2, 0);
      }
      default -> clones(page, 6, 0);
    }
    System.out.println("heard " + Math.min(HEARD.get(), 1));
  }

  /** Trouble, for a line of another kind. */
  private static void fail() {
    throw new IllegalStateException("in epoch " + Diverge.epoch());
  }

  /** So many clones, or until a line was heard. */
  private static void clones(Page page, int number, int lines) throws InterruptedException {
    for (int i = 0; i < number && (lines == 0 || HEARD.get() < lines); i++) {
      page.raise();
      UUID.randomUUID();
      Thread.sleep(250);
    }
  }

  private static void handler(boolean hangs) {
    Logger root = Logger.getLogger("");
    root.removeHandler(root.getHandlers()[0]);
    root.addHandler(
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            if (hangs && !line.getLevel().getName().equals("WARNING")) {
              return; // logging may come up between a failure's line and the clone's
            }
            hear("jul " + line.getLoggerName() + " " + line.getLevel(), line.getMessage());
            if (hangs) {
              await(new CountDownLatch(1));
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
  }

  private static void await(CountDownLatch never) {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void hear(String who, String line) {
    System.out.println(who + " " + line);
    if (line.startsWith("diverge: ")) {
      HEARD.incrementAndGet();
    }
  }

  /** As log4j or SLF4J bring one. */
  public static final class Finder extends System.LoggerFinder {

    public Finder() {
      System.out.println("made");
    }

    @Override
    public System.Logger getLogger(String name, Module module) {
      return new FoundLogger(name);
    }
  }

  private record FoundLogger(String name) implements System.Logger {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String line, Throwable thrown) {
      hear("finder " + name + " " + level, line);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
      hear("finder " + name + " " + level, format);
    }
  }
}
