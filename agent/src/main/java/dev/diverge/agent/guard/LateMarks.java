package dev.diverge.agent.guard;

import dev.diverge.agent.reach.WeakIdentity;
import java.lang.ref.ReferenceQueue;
import java.security.SecureRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Marks of instances whose class was loaded before the agent, by identity, holding none of them.
 * Slower than a field; a late attach pays for it, a start with the flag does not. Thread-safe.
 */
public final class LateMarks
    implements BiFunction<Object, Integer, Integer>, BiConsumer<Object, @Nullable Integer> {

  private static final int EXEMPT = 0;
  private static final int OLDEST = 1;

  private final ConcurrentHashMap<WeakIdentity, Integer> marks = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

  /** The mark of an instance. */
  @Override
  public Integer apply(Object instance, Integer unset) {
    Integer known = marks.get(new WeakIdentity(instance, null));
    if (known != null) {
      return known;
    }
    return unset == EXEMPT && isNeverSeeded(instance) ? OLDEST : unset;
  }

  /** Marks an instance; null takes its mark away. */
  @Override
  public void accept(Object instance, @Nullable Integer mark) {
    if (mark == null) {
      marks.remove(new WeakIdentity(instance, null));
    } else {
      forgetCollected();
      marks.put(new WeakIdentity(instance, collected), mark);
    }
  }

  /** What such a one has of Random's is a leftover Gaussian, which nobody asked for by a seed. */
  private static boolean isNeverSeeded(Object instance) {
    return instance instanceof SecureRandom || instance instanceof ThreadLocalRandom;
  }

  private void forgetCollected() {
    for (Object key; (key = collected.poll()) != null; ) {
      marks.remove((WeakIdentity) key);
    }
  }
}
