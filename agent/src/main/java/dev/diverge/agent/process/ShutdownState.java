package dev.diverge.agent.process;

/**
 * Whether the JVM is on its way out. Its shutdown hooks may take long, and meanwhile ever less of
 * it works: it takes no more hooks, logging loses its handlers, at last no class is loaded any
 * more. What our chores meet then is nobody's trouble. A clone made in that time is handled as any
 * other.
 */
public final class ShutdownState {

  private ShutdownState() {}

  /** To be asked when something failed, not before: it takes a lock, if only for an instant. */
  public static boolean isNow() {
    if (ForkedChild.isThis()) {
      return false; // whoever held that lock in the parent would never let it go
    }
    Runtime runtime = Runtime.getRuntime();
    Thread probe = new Thread(null, null, "diverge-probe", 0, false);
    try {
      runtime.addShutdownHook(probe);
      runtime.removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException shutdownInProgress) {
      return true;
    }
  }
}
