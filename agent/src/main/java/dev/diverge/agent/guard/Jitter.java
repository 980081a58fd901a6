package dev.diverge.agent.guard;

/**
 * How long a little work takes, again and again: what two clones do not have in common, even if
 * their kernels do not know yet that they are two.
 *
 * <p>A sample is the clock's step over a handful of multiplications, as many as a pool of 512 bits
 * says in which the samples before it are; so that the first that differs has all that follow begin
 * elsewhere, and no beat between the work and the clock lasts. The pool is hashed once, at the end:
 * to hash each sample would take milliseconds while this is still interpreted. The benchmark {@code
 * entropy} has what a sample is worth: about a bit or more, where 1/8 would do.
 *
 * <p>Not thread-safe.
 */
final class Jitter {

  private static final int SAMPLES = 1024;

  /** A slow machine, or an interpreter, has more noise in fewer samples. */
  private static final long BUDGET_NANOS = 90_000;

  /**
   * Samples that differ from the two before: so many there are, even if it was long interrupted.
   */
  private static final int WORTH_HAVING = 70;

  private final long[] pool = new long[8];
  private long sum;
  private long now = System.nanoTime();
  private int taken;

  /** Takes as many samples as a key is worth. */
  void addTo(Sha256 hash) {
    long began = now;
    long before = 0;
    long beforeThat = 0;
    int moved = 0;
    while (taken < SAMPLES) {
      long step = step();
      if (step != before && step != beforeThat) {
        moved++;
      }
      beforeThat = before;
      before = step;
      if (moved >= WORTH_HAVING && now - began > BUDGET_NANOS) {
        break;
      }
    }
    hash.update(now).update(sum);
    for (long word : pool) {
      hash.update(word);
    }
  }

  /** A sample: how far the clock goes on meanwhile, in ns. */
  long step() {
    work(now, taken++ & 7);
    long before = now;
    now = System.nanoTime();
    return now - before;
  }

  private void work(long time, int at) {
    long mixed = (pool[at] ^ time) * 0x9E3779B97F4A7C15L;
    mixed ^= mixed >>> 29;
    pool[at] = mixed;
    long s = sum ^ time;
    for (int rounds = (int) (mixed >>> 61); rounds >= 0; rounds--) {
      s = (s ^ pool[(int) s & 7]) * 0xD1342543DE82EF95L + rounds;
    }
    sum = s;
    pool[at + 1 & 7] ^= s;
  }
}
