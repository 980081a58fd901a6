package dev.diverge.plugins.otel;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** What the agent counts. */
record Figures(
    long epoch, long nanos, long failures, long refusedConnections, long refusedCiphers) {

  private static final Figures NONE = new Figures(0, 0, 0, 0, 0);
  private static final @Nullable Method FIGURES = method();

  /**
   * As of now.
   *
   * @return of which {@code epoch} and {@code nanos} are of the last transition, 0 before the first
   */
  static Figures now() {
    try {
      Object figures = FIGURES == null ? null : FIGURES.invoke(null);
      return figures instanceof long[] is && is.length >= 5
          ? new Figures(is[0], is[1], is[2], is[3], is[4])
          : NONE;
    } catch (ReflectiveOperationException unlikely) {
      return NONE;
    }
  }

  private static @Nullable Method method() {
    try {
      return Class.forName(Installation.ENTRY, false, ClassLoader.getSystemClassLoader())
          .getMethod("figures");
    } catch (ReflectiveOperationException | LinkageError otherVersion) {
      return null;
    }
  }
}
