package dev.diverge.agent.guard;

import dev.diverge.agent.contract.GuardLayout;
import dev.diverge.integrations.Opener;
import java.lang.reflect.Field;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A SHA1PRNG that the user seeds before its first use gives the sequence asked for until the next
 * clone, whatever is reseeded a second time meanwhile; with {@code seeded-sha1prng=keep} for ever.
 * The engine cannot tell the user's seed from its own; SecureRandom, which calls this, can.
 */
public final class SeededSha1 implements BiConsumer<Object, Boolean> {

  private static final String ENGINE = "sun.security.provider.SecureRandom";
  private static final int EXEMPT = 0;
  private static final int FIRST = 1;

  private final Opener opener;
  private final GuardCell cell;
  private final LateMarks lateMarks;
  private final boolean forEver;
  private volatile @Nullable Field state;
  private volatile @Nullable Field mark;

  public SeededSha1(Opener opener, GuardCell cell, LateMarks lateMarks, boolean forEver) {
    this.opener = opener;
    this.cell = cell;
    this.lateMarks = lateMarks;
    this.forEver = forEver;
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
        mark(engine, forEver ? EXEMPT : -cell.bond());
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void mark(Object engine, int mark) throws ReflectiveOperationException {
    Field field = this.mark;
    if (field == null) {
      try {
        field = opened(engine, GuardLayout.MARK_FIELD);
      } catch (NoSuchFieldException loadedBeforeUs) {
        lateMarks.accept(engine, mark == FIRST ? null : mark);
        return;
      }
      this.mark = field;
    }
    field.setInt(engine, mark);
  }

  private Field state(Object engine) throws ReflectiveOperationException {
    Field field = state;
    if (field == null) {
      field = opened(engine, "state");
      state = field;
    }
    return field;
  }

  private Field opened(Object engine, String name) throws NoSuchFieldException {
    Field field = engine.getClass().getDeclaredField(name);
    opener.open(engine.getClass(), field);
    return field;
  }
}
