package dev.diverge.testlab.fork;

import com.sun.jna.LastErrorException;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What all threads but this one are doing, as the kernel counts it. Only the forking thread goes
 * with a clone, so a lock that another one holds at that moment is held in the clone for ever;
 * where every other thread slept from before the fork until after it, none was in the middle of
 * anything.
 *
 * <p>Some wake every few milliseconds, and the lab's JVMs interpret: all that can be done before
 * the first look or after the second is.
 */
public final class OtherThreads implements AutoCloseable {
  private static final File TASKS = new File("/proc/self/task");

  private final List<Watched> threads = new ArrayList<>();

  public OtherThreads() {
    String self = Integer.toString(Libc.gettid());
    for (String thread : tasks()) {
      if (!thread.equals(self)) {
        threads.add(new Watched(thread));
      }
    }
  }

  /** The first look: whether none runs or waits to run, and none is new. */
  public boolean sleep() {
    if (tasks().length != threads.size() + 1) {
      return false;
    }
    for (Watched thread : threads) {
      if (!thread.sleeps()) {
        return false;
      }
    }
    return true;
  }

  /** The second look: whether they have slept since the first. */
  public boolean sleptOn() {
    for (Watched thread : threads) {
      if (!thread.sleptOn()) {
        return false;
      }
    }
    return true;
  }

  private static String[] tasks() {
    return Objects.requireNonNull(TASKS.list());
  }

  @Override
  public void close() {
    for (Watched thread : threads) {
      thread.close();
    }
  }

  private static final class Watched {
    private static final byte[] STATE = {'\n', 'S', 't', 'a', 't', 'e', ':', '\t'};
    private static final byte ASLEEP = 'S';

    /** The counts of switches stand at the end, with something constant before them. */
    private static final int COUNTS = 80;

    private final int fd;
    private final byte[] first = new byte[4096];
    private final byte[] second = new byte[4096];
    private int length;

    Watched(String thread) {
      fd = open(thread);
    }

    private static int open(String thread) {
      try {
        return Libc.open(TASKS + "/" + thread + "/status", Libc.O_RDONLY, 0);
      } catch (LastErrorException gone) {
        return -1;
      }
    }

    boolean sleeps() {
      length = read(first);
      return isAsleep(first, length);
    }

    boolean sleptOn() {
      int now = read(second);
      return isAsleep(second, now)
          && Arrays.equals(first, length - COUNTS, length, second, now - COUNTS, now);
    }

    private int read(byte[] into) {
      try {
        return (int) Libc.pread(fd, into, into.length, 0);
      } catch (LastErrorException gone) {
        return 0;
      }
    }

    private static boolean isAsleep(byte[] status, int length) {
      for (int at = 0; at < length - STATE.length; at++) {
        if (Arrays.equals(status, at, at + STATE.length, STATE, 0, STATE.length)) {
          return status[at + STATE.length] == ASLEEP;
        }
      }
      return false;
    }

    void close() {
      if (fd >= 0) {
        Libc.close(fd);
      }
    }
  }
}
