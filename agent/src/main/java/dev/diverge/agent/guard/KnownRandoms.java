package dev.diverge.agent.guard;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Where classes were loaded before they could be woven: Randoms of the JDK that are known to be
 * unseeded. Nothing tells the others that exist already from {@code new Random(42)}, so they are
 * left as they are.
 */
public final class KnownRandoms {

  private static final Map<String, String> HOLDERS =
      Map.of(
          "java.lang.Math$RandomNumberGeneratorHolder", "randomNumberGenerator",
          "java.lang.StrictMath$RandomNumberGeneratorHolder", "randomNumberGenerator",
          "java.util.Collections", "r",
          "sun.nio.ch.UnixDomainSockets", "random");

  /** The oldest there is: not the user's. */
  private static final int UNSEEDED = 1;

  private final LateMarks marks;

  public KnownRandoms(LateMarks marks) {
    this.marks = marks;
  }

  public void mark(Instrumentation instrumentation) {
    for (Class<?> c : instrumentation.getAllLoadedClasses()) {
      String field = c.getClassLoader() == null ? HOLDERS.get(c.getName()) : null;
      if (field != null) {
        mark(instrumentation, c, field);
      }
    }
  }

  private void mark(Instrumentation instrumentation, Class<?> holder, String name) {
    try {
      Map<String, Set<Module>> opens = new HashMap<>();
      opens.put(holder.getPackageName(), Set.of(KnownRandoms.class.getModule()));
      instrumentation.redefineModule(
          holder.getModule(), new HashSet<>(), Map.of(), opens, new HashSet<>(), Map.of());
      Field field = holder.getDeclaredField(name);
      field.setAccessible(true);
      if (field.get(null) instanceof Random random) {
        marks.accept(random, UNSEEDED);
      }
    } catch (ReflectiveOperationException otherJdk) {
      // Not in this JDK, or not under this name: nothing to know.
    }
  }
}
