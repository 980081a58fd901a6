package dev.diverge.audit.start;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * When a process has started: it has used the processor, and neither does nor wants to any more.
 */
final class Quiet {

  static final long LOOK_MILLIS = 500;

  private static final long TICKS_A_LOOK = 3; // of 10 ms: 6 %
  private static final int LOOKS = 8;
  private static final long AT_LEAST_NANOS = 3_000_000_000L;

  private final long began = System.nanoTime();
  private final long atMost;
  private long ticks;
  private int quiet;

  Quiet(int seconds) {
    this.atMost = seconds * 1_000_000_000L;
  }

  /** Looks; to be asked every {@link #LOOK_MILLIS}. */
  boolean isReached(@Nullable String pid) {
    long now = pid == null ? 0 : ticks(pid);
    boolean idle = pid != null && now - ticks <= TICKS_A_LOOK && !isWaiting(pid);
    quiet = idle ? quiet + 1 : 0;
    ticks = now;
    long since = System.nanoTime() - began;
    return since >= atMost || (since >= AT_LEAST_NANOS && quiet >= LOOKS);
  }

  /** Whether one of its threads is waiting for the processor, on a machine that is busy. */
  private static boolean isWaiting(String pid) {
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc", pid, "task"))) {
      for (Path task : tasks) {
        if (words(task.resolve("stat"))[0].equals("R")) {
          return true;
        }
      }
    } catch (IOException | RuntimeException gone) {
      return true;
    }
    return false;
  }

  /** What it has used of the processor. */
  private static long ticks(String pid) {
    try {
      String[] words = words(Path.of("/proc", pid, "stat"));
      return Long.parseLong(words[11]) + Long.parseLong(words[12]);
    } catch (IOException | RuntimeException gone) {
      return 0;
    }
  }

  /** From the state on; the name before it may hold spaces. */
  private static String[] words(Path stat) throws IOException {
    String all = Files.readString(stat);
    return all.substring(all.lastIndexOf(')') + 2).split(" ", -1);
  }
}
