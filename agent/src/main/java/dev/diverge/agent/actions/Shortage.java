package dev.diverge.agent.actions;

import org.jspecify.annotations.Nullable;

/** Whether something failed for want of memory or of stack, and might succeed a little later. */
public final class Shortage {

  private static final int DEPTH = 8;

  private Shortage() {}

  public static boolean isBehind(@Nullable Throwable thrown) {
    Throwable t = thrown;
    for (int depth = 0; t != null && depth < DEPTH; depth++) {
      if (t instanceof OutOfMemoryError || t instanceof StackOverflowError) {
        return true;
      }
      t = t.getCause();
    }
    return false;
  }
}
