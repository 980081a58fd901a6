package dev.diverge.agent.guard;

import dev.diverge.agent.reach.WeakIdentity;
import java.lang.ref.ReferenceQueue;
import java.security.SecureRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;

/**
 * Marks of instances whose class was loaded before the agent, by identity, holding none of them.
 * Slower than a field; a late attach pays for it, a start with the flag does not. Thread-safe.
 *
 * <p>The second argument is {@code {unset, 0}} to ask, the answer put in its first place, and
 * {@code {mark, 1, unset}} to tell.
 */
public final class LateMarks implements BiConsumer<Object, int[]> {

  private static final int EXEMPT = 0;
  private static final int OLDEST = 1;

  private final ConcurrentHashMap<WeakIdentity, Integer> marks = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

  @Override
  public void accept(Object instance, int[] mark) {
    if (mark[1] == 0) {
      Integer known = marks.get(new WeakIdentity(instance, null));
      if (known != null) {
        mark[0] = known;
      } else if (mark[0] == EXEMPT && isNeverSeeded(instance)) {
        mark[0] = OLDEST;
      }
    } else if (mark[0] == mark[2]) {
      marks.remove(new WeakIdentity(instance, null));
    } else {
      forgetCollected();
      marks.put(new WeakIdentity(instance, collected), mark[0]);
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
