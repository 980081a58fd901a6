package dev.diverge.agent.process;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Whether this process was forked off the JVM that started: then the thread that asks is the only
 * one there is. Only the kernel knows; the JVM goes on believing in its old process id.
 *
 * <p>Another process id alone does not say so: a process that was restored, from a checkpoint or in
 * another pid namespace, may have one as well, and has all its threads. A forked child lacks the
 * JVM's own.
 */
public final class ForkedChild {

  private static final ForkedChild THIS = new ForkedChild(new File("/proc"));

  private static final String VM_THREAD = "VM Thread";

  private final File proc;
  private volatile String known;
  private volatile boolean forked;

  /** By what this shows of the process, which is not forked now. */
  public ForkedChild(File proc) {
    this.proc = proc;
    this.known = self();
  }

  public static boolean isThis() {
    return THIS.isForked();
  }

  boolean isForked() {
    String now = self();
    if (!now.equals(known)) {
      forked = isAlone();
      known = now;
    }
    return forked;
  }

  private boolean isAlone() {
    File[] threads = new File(proc, "self/task").listFiles();
    if (threads == null || threads.length <= 1) {
      return true;
    }
    boolean named = false;
    for (File thread : threads) {
      String name = name(new File(thread, "comm"));
      if (VM_THREAD.equals(name)) {
        return false;
      }
      named |= name != null;
    }
    return named; // what it has was started since, by whoever forked it
  }

  private static @Nullable String name(File comm) {
    byte[] name = new byte[16];
    try (FileInputStream in = new FileInputStream(comm)) {
      int length = in.read(name);
      return length <= 1 ? null : new String(name, 0, length - 1, StandardCharsets.ISO_8859_1);
    } catch (IOException ended) {
      return null;
    }
  }

  private String self() {
    try {
      return new File(proc, "self").getCanonicalPath();
    } catch (IOException noProc) {
      return "";
    }
  }
}
