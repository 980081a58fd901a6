package dev.diverge.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * With {@code seeded-sha1prng=keep}: a SHA1PRNG that the user seeds before its first use is exempt,
 * and gives after a clone what it would have given without the agent. The engine cannot tell the
 * user's seed from its own; SecureRandom, which calls this, can.
 */
final class SeededSha1 implements BiConsumer<Object, Boolean> {

  private static final String ENGINE = "sun.security.provider.SecureRandom";

  private final LateMarks lateMarks;
  private volatile @Nullable Field state;
  private volatile @Nullable Field mark;

  SeededSha1(Instrumentation instrumentation, LateMarks lateMarks) {
    this.lateMarks = lateMarks;
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("sun.security.provider", Set.of(SeededSha1.class.getModule())),
        Set.of(),
        Map.of());
  }

  /**
   * @param engine about to be seeded by the user
   * @param made whether the seed came with the constructor, hence before the first use
   */
  @Override
  public void accept(Object engine, Boolean made) {
    if (!engine.getClass().getName().equals(ENGINE)) {
      return;
    }
    try {
      if (made || state(engine).get(engine) == null) {
        exempt(engine);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void exempt(Object engine) throws ReflectiveOperationException {
    Field field = mark;
    if (field == null) {
      try {
        field = engine.getClass().getDeclaredField("$mark");
      } catch (NoSuchFieldException loadedBeforeUs) {
        lateMarks.accept(engine, new int[] {0, 1, 1});
        return;
      }
      field.setAccessible(true);
      mark = field;
    }
    field.setInt(engine, 0);
  }

  private Field state(Object engine) throws ReflectiveOperationException {
    Field field = state;
    if (field == null) {
      field = engine.getClass().getDeclaredField("state");
      field.setAccessible(true);
      state = field;
    }
    return field;
  }
}
