package dev.diverge.audit.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** When a process has started: it has used the processor, and does not any more. */
final class Quiet {

  static final long LOOK_MILLIS = 500;

  private static final long TICKS_A_LOOK = 3; // of 10 ms: 6 %
  private static final int LOOKS = 5;
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
    boolean idle = pid != null && now - ticks <= TICKS_A_LOOK;
    quiet = idle ? quiet + 1 : 0;
    ticks = now;
    long since = System.nanoTime() - began;
    return since >= atMost || (since >= AT_LEAST_NANOS && quiet >= LOOKS);
  }

  /** What it has used of the processor; the name before it may hold spaces. */
  private static long ticks(String pid) {
    try {
      String stat = Files.readString(Path.of("/proc", pid, "stat"));
      String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Long.parseLong(words[11]) + Long.parseLong(words[12]);
    } catch (IOException | RuntimeException gone) {
      return 0;
    }
  }
}
