package dev.diverge.threshold;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts the gate into java.base: {@code java.lang} is opened to the module of this class, and one
 * class put there. The boot class path is left as it is, since appending to it costs a warning and
 * the application's class-data archive.
 *
 * <p>This class is alone in its module, and its loader is held by nobody but the gate.
 */
public final class GateDefiner
    implements BiFunction<Instrumentation, Function<String, byte @Nullable []>, Object> {

  private static final String GATE = "java/lang/DivergeGate.classdata";

  /** Made by name, by the entry class. */
  public GateDefiner() {}

  @Override
  public Object apply(Instrumentation instrumentation, Function<String, byte @Nullable []> jar) {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.lang", Set.of(GateDefiner.class.getModule())),
        Set.of(),
        Map.of());
    byte[] gate = jar.apply(GATE);
    if (gate == null) {
      throw new IllegalStateException("the agent's jar is incomplete: no ".concat(GATE));
    }
    try {
      Constructor<?> made =
          MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
              .defineClass(gate)
              .getDeclaredConstructor();
      made.setAccessible(true);
      return made.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
