package dev.diverge;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;

/**
 * The way to the agent: two public static methods of the guard, the one class of the agent that is
 * reached from every loader and every module. Looked up once.
 *
 * <p>The call site is a constant to the JIT: without the agent {@link #epoch} compiles to the
 * constant 0, with it to the guard's few loads. An agent that is attached later finds the copies of
 * this class that are loaded, and calls {@link #link} again; one loaded afterwards finds the guard
 * by itself.
 */
final class Link {

  private static final MutableCallSite SITE =
      new MutableCallSite(MethodHandles.constant(long.class, 0L));
  private static final MethodHandle EPOCH = SITE.dynamicInvoker();

  private static volatile boolean linked;

  static {
    link();
  }

  private Link() {}

  static long epoch() {
    try {
      return (long) EPOCH.invokeExact();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static boolean isLinked() {
    return linked;
  }

  /** Links to the guard if it is there; called by the agent too, by this name. */
  static synchronized void link() {
    if (linked) {
      return;
    }
    try {
      // by our own loader, which asks its parents first: to name another needs a permission
      Class<?> guard = Class.forName("java.lang.DivergeGuard");
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      MethodHandle epoch = lookup.findStatic(guard, "epoch", MethodType.methodType(long.class));
      MethodHandle join =
          lookup.findStatic(guard, "join", MethodType.methodType(void.class, Object.class));
      join.invoke((Object) Registry.DUE);
      SITE.setTarget(epoch);
      MutableCallSite.syncAll(new MutableCallSite[] {SITE});
      linked = true;
    } catch (ClassNotFoundException noAgent) {
      // Then there is nothing to do.
    } catch (Throwable otherAgent) {
      // An agent of another version that knows no API: the application runs as without one.
    }
  }
}
