package dev.diverge.plugins.spring;

import dev.diverge.Diverge;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What the agent counts.
 *
 * @param epoch of the last transition that is confirmed, as {@code nanos}; 0 before the first
 */
record Figures(
    long epoch, long nanos, long failures, long refusedConnections, long refusedCiphers) {

  private static final Figures NONE = new Figures(0, 0, 0, 0, 0);
  private static volatile @Nullable Method figures;

  static Figures now() {
    Method method = Diverge.isActive() ? method() : null;
    try {
      Object told = method == null ? null : method.invoke(null);
      return told instanceof long[] is && is.length >= 5
          ? new Figures(is[0], is[1], is[2], is[3], is[4])
          : NONE;
    } catch (ReflectiveOperationException unlikely) {
      return NONE;
    }
  }

  /** Whether all is reset for the present epoch. */
  boolean areConfirmed() {
    return epoch >= Diverge.epoch();
  }

  private static @Nullable Method method() {
    if (figures == null) {
      try {
        figures =
            Class.forName(
                    "dev.diverge.entry.DivergeAgent", false, ClassLoader.getSystemClassLoader())
                .getMethod("figures");
      } catch (ReflectiveOperationException | LinkageError otherVersion) {
        return null;
      }
    }
    return figures;
  }
}
