package dev.diverge.agent.actions;

import java.io.File;
import java.io.IOException;

/**
 * Whether this process was forked off the JVM that started: then the thread that asks is the only
 * one there is. Only the kernel knows; the JVM goes on believing in its old process id.
 */
public final class ForkedChild {

  private static final String AT_START = self();

  private ForkedChild() {}

  public static boolean isThis() {
    return !AT_START.equals(self());
  }

  private static String self() {
    try {
      return new File("/proc/self").getCanonicalPath();
    } catch (IOException noProc) {
      return "";
    }
  }
}
