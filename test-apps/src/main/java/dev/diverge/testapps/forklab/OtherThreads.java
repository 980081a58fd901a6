package dev.diverge.testapps.forklab;

import com.sun.jna.LastErrorException;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What all threads but this one are doing, as the kernel counts it. Only the forking thread goes
 * with a clone, so a lock that another one holds at that moment is held in the clone for ever;
 * where every other thread slept from before the fork until after it, none was in the middle of
 * anything.
 *
 * @param switches by thread, how often it left the processor
 * @param allAsleep whether none runs or waits to run
 */
record OtherThreads(Map<String, String> switches, boolean allAsleep) {
  private static final File TASKS = new File("/proc/self/task");
  private static final String ASLEEP = "State:\tS";
  private static final String SWITCHES = "voluntary_ctxt_switches";

  static OtherThreads look() {
    String self = Integer.toString(Libc.gettid());
    Map<String, String> switches = new TreeMap<>();
    boolean allAsleep = true;
    for (String thread : Objects.requireNonNull(TASKS.list())) {
      if (!thread.equals(self)) {
        String status = status(thread);
        allAsleep &= status.contains(ASLEEP);
        switches.put(thread, status.substring(Math.max(0, status.indexOf(SWITCHES))));
      }
    }
    return new OtherThreads(switches, allAsleep);
  }

  /** Whether they have slept from that look to this one. */
  boolean sleptSince(OtherThreads before) {
    return before.allAsleep && allAsleep && switches.equals(before.switches);
  }

  private static String status(String thread) {
    byte[] status = new byte[4096];
    try {
      int fd = Libc.open(TASKS + "/" + thread + "/status", Libc.O_RDONLY, 0);
      long size = Libc.read(fd, status, status.length);
      Libc.close(fd);
      return new String(status, 0, Math.toIntExact(size), StandardCharsets.ISO_8859_1);
    } catch (LastErrorException e) {
      return "gone";
    }
  }
}
