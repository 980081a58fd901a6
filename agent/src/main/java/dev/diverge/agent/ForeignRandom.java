package dev.diverge.agent;

import java.security.SecureRandom;
import java.util.function.BiConsumer;

/**
 * SecureRandoms whose engine is not the JDK's own, after the first clone.
 *
 * <p>{@code reseed}: once a mark, fresh bytes go to {@code setSeed}, which most engines add to
 * their state. Some ignore it, or keep their state outside the JVM; so {@code mix}, the default,
 * also XORs fresh bytes into all they put out: what two clones get then differs whatever the engine
 * does, and is no worse than the better of the two. Thread-safe as far as the engine is.
 */
final class ForeignRandom implements BiConsumer<Object, byte[]> {

  private final Entropy entropy;
  private final GuardCell cell;
  private final LateMarks marks;
  private final boolean mix;

  ForeignRandom(Entropy entropy, GuardCell cell, LateMarks marks, boolean mix) {
    this.entropy = entropy;
    this.cell = cell;
    this.marks = marks;
    this.mix = mix;
  }

  @Override
  public void accept(Object random, byte[] out) {
    int now = cell.mark();
    int[] mark = {1, 0};
    marks.accept(random, mark);
    boolean stale = mark[0] != now;
    if (stale) {
      marks.accept(random, new int[] {now, 1, 1});
      reseed((SecureRandom) random);
    }
    if (mix) {
      byte[] fresh = entropy.apply(out.length);
      for (int i = 0; i < out.length; i++) {
        out[i] ^= fresh[i];
      }
    } else if (stale) {
      ((SecureRandom) random).nextBytes(out); // what is there was drawn before the reseed
    }
  }

  private void reseed(SecureRandom random) {
    try {
      random.setSeed(entropy.apply(48));
    } catch (RuntimeException refused) {
      // The mixing covers what an engine refuses; without it the option said so.
    }
  }
}
