package dev.diverge.agent.answers;

import dev.diverge.agent.process.Report;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiPredicate;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hands lines to {@link System.Logger} {@code dev.diverge}, on a thread of its own: a transition
 * runs on the application's threads and may be below the very lock that its logging wants, and an
 * appender whose connection died with the snapshot may never come back. Then, where
 * java.util.logging has lost its handlers (Spring Boot takes its own away when it is stopped by
 * CRaC's lifecycle, and does not bring it back), and for the lines still waiting when the JVM ends,
 * there is stderr. News is on stderr in any case, and comes here besides. Thread-safe.
 */
public final class ApplicationLog extends Thread implements BiPredicate<Integer, String> {

  private static final int WAITING_AT_MOST = 256;
  private static final long PATIENCE_NANOS = 2_000_000_000L;
  private static final long PAUSE_NANOS = 10_000_000;

  private record Line(int level, String text) {}

  private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>(WAITING_AT_MOST);
  private volatile long busySince;
  private volatile boolean busy;
  private volatile boolean ended;
  private volatile @Nullable Line handed;

  private final boolean jul;

  private ApplicationLog(boolean jul) {
    super(null, null, "diverge-log", 0, false);
    this.jul = jul;
    setDaemon(true);
  }

  /**
   * The application's logging must be up: else this is what initialises it.
   *
   * @param jul whether it is java.util.logging
   */
  public static void open(Report report, boolean jul) {
    ApplicationLog log = new ApplicationLog(jul);
    log.handed = new Line(Report.DETAIL, ""); // loaded now, not at a clone
    log.handed = null;
    Runtime.getRuntime().addShutdownHook(new Thread(log::drain, "diverge-log-end"));
    log.start();
    report.handTo(log);
  }

  /** Takes the line, unless the one before hangs, or this has ended. */
  @Override
  public boolean test(Integer level, String text) {
    boolean hangs = busy && System.nanoTime() - busySince > PATIENCE_NANOS;
    return !hangs && !ended && lines.offer(new Line(level, text));
  }

  @Override
  public void run() {
    try {
      System.Logger logger = System.getLogger("dev.diverge");
      while (true) {
        Line line = lines.take();
        handed = line;
        busySince = System.nanoTime();
        busy = true;
        if (!jul || reaches(line)) {
          logger.log(level(line.level), line.text);
        } else {
          onStderr(line);
        }
        busy = false;
        handed = null;
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } catch (Throwable itsFault) {
      // Its lines go to stderr.
    } finally {
      ended = true;
    }
    while (!drained()) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** False if there was no memory for that. */
  private boolean drained() {
    try {
      drain();
      return true;
    } catch (OutOfMemoryError full) {
      return false;
    }
  }

  /** None is let go before it is said. */
  private void drain() {
    Line last = handed;
    if (last != null) {
      onStderr(last);
      handed = null;
    }
    for (Line line; (line = lines.peek()) != null; ) {
      onStderr(line);
      lines.remove(line);
    }
  }

  /** Whether java.util.logging takes the line anywhere that it has not been said yet. */
  private static boolean reaches(Line line) {
    Handler[] handlers = Logger.getLogger("").getHandlers();
    for (Handler handler : handlers) {
      if (line.level == Report.NEWS && handler instanceof ConsoleHandler) {
        return false; // it writes to stderr
      }
    }
    return handlers.length > 0;
  }

  /** News is there already. */
  private static void onStderr(Line line) {
    if (line.level != Report.NEWS) {
      Report.print(line.text);
    }
  }

  private static System.Logger.Level level(int level) {
    return switch (level) {
      case Report.DETAIL -> System.Logger.Level.DEBUG;
      case Report.NEWS -> System.Logger.Level.INFO;
      default -> System.Logger.Level.WARNING;
    };
  }
}
