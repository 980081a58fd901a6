package dev.diverge.agent.process;

import java.lang.instrument.Instrumentation;
import java.lang.module.ModuleDescriptor;

/**
 * What the application has started, told from the classes that are loaded: so that we take part in
 * it, and never are the ones to start it. Immutable.
 */
public final class LoadedClasses {

  private static final String FINDER = "java.lang.System$LoggerFinder";

  private final Class<?>[] all;

  private LoadedClasses(Class<?>[] all) {
    this.all = all;
  }

  public static LoadedClasses now(Instrumentation instrumentation) {
    return new LoadedClasses(instrumentation.getAllLoadedClasses());
  }

  public boolean has(String name) {
    for (Class<?> c : all) {
      if (c.getName().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether every agent's premain is over. The launcher loads its helper afterwards; a JVM that was
   * embedded has none, and then there is no main either.
   */
  public boolean mainHasBegun() {
    return System.getProperty("sun.java.launcher") == null || has("sun.launcher.LauncherHelper");
  }

  /**
   * Whether the application's logging is up: a {@code System.LoggerFinder} that somebody brought
   * was made, or java.util.logging has its root logger, and nobody brought a finder that would come
   * in between. Neither is made twice, so to use them then is to change nothing.
   */
  public boolean loggingIsUp() {
    return finderIsMade() || (has("java.util.logging.LogManager$RootLogger") && !finderIsToCome());
  }

  /** Whether {@code System.Logger} is what somebody brought, not java.util.logging. */
  public boolean finderIsMade() {
    boolean brought = false;
    for (Class<?> c : all) {
      brought |= isFinder(c);
    }
    return brought && has("jdk.internal.logger.LoggerFinderLoader");
  }

  private static boolean isFinder(Class<?> c) {
    Class<?> parent = c.getSuperclass();
    return c.getClassLoader() != null && parent != null && parent.getName().equals(FINDER);
  }

  private static boolean finderIsToCome() {
    if (ClassLoader.getSystemResource("META-INF/services/".concat(FINDER)) != null) {
      return true;
    }
    for (Module module : ModuleLayer.boot().modules()) {
      for (ModuleDescriptor.Provides provides : module.getDescriptor().provides()) {
        if (provides.service().equals(FINDER.replace('$', '.'))
            || provides.service().equals(FINDER)) {
          return true;
        }
      }
    }
    return false;
  }
}
