package dev.diverge.agent.guard;

import dev.diverge.agent.process.Report;
import java.security.SecureRandom;
import java.util.function.BiPredicate;

/**
 * SecureRandoms whose engine is not the JDK's own, after the first clone.
 *
 * <p>{@code reseed}: once a mark, fresh bytes go to {@code setSeed}, which most engines add to
 * their state. Some ignore it, or keep their state outside the JVM; so {@code mix}, the default,
 * also XORs fresh bytes into all they put out: what two clones get then differs whatever the engine
 * does, and is no worse than the better of the two. Thread-safe as far as the engine is.
 *
 * <p>The engine's mark is set once its reseeding is over. A draw that began at another mark may
 * hold bytes of the state before, whoever reseeded it meanwhile: the guard makes it again.
 */
public final class ForeignRandom implements BiPredicate<SecureRandom, byte[]> {

  private static final int FIRST = 1;

  private final Entropy entropy;
  private final GuardCell cell;
  private final LateMarks marks;
  private final Report report;
  private final boolean mix;
  private volatile boolean refused;

  public ForeignRandom(
      Entropy entropy, GuardCell cell, LateMarks marks, Report report, boolean mix) {
    this.entropy = entropy;
    this.cell = cell;
    this.marks = marks;
    this.report = report;
    this.mix = mix;
  }

  /**
   * Makes this clone's own what an engine gave, or the engine.
   *
   * @return whether the engine is fresh and is to be asked again, if the draw began before it was
   */
  @Override
  public boolean test(SecureRandom engine, byte[] out) {
    int now = cell.mark();
    boolean fresh = isFresh(engine, now) || reseed(engine, now);
    if (mix) {
      byte[] more = entropy.apply(out.length);
      for (int i = 0; i < out.length; i++) {
        out[i] ^= more[i];
      }
    }
    return fresh && !mix;
  }

  private boolean isFresh(SecureRandom engine, int now) {
    return marks.apply(engine, FIRST) == now;
  }

  /** Returns whether it is fresh now; what was refused is tried again at the next draw. */
  private boolean reseed(SecureRandom engine, int now) {
    try {
      engine.setSeed(entropy.apply(48));
    } catch (Throwable whatever) {
      refuses(engine, whatever);
      if (!(mix && whatever instanceof RuntimeException)) {
        return false;
      }
      // An engine that takes no seed: the mixing covers it, once and for all of this clone.
    }
    marks.accept(engine, now == FIRST ? null : now);
    return true;
  }

  private void refuses(SecureRandom engine, Throwable why) {
    if (!refused) {
      refused = true;
      report.line(
          "a generator of another provider, "
              + engine.getAlgorithm()
              + ", cannot be reseeded"
              + (mix ? ", fresh bytes are mixed into what it gives: " : ": ")
              + why);
    }
  }
}
