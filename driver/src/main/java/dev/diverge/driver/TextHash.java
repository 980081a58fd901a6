package dev.diverge.driver;

/**
 * Folds a text to 64 bits, such that another text gives another number.
 *
 * <p>Eight bytes at a time are mixed in by a bijection, so two texts of one length that differ
 * within one such group <em>cannot</em> fold alike; any others do with a chance of 2<sup>-64</sup>.
 * Whoever may write the file can announce a change as it is, so nothing is lost by its not being
 * cryptographic; a cryptographic one would bring security providers into the start of every JVM.
 */
final class TextHash {

  private TextHash() {}

  /** Folds {@code bytes[from..to)}. */
  static long of(byte[] bytes, int from, int to) {
    long folded = mix(to - from);
    for (int i = from; i < to; i += Long.BYTES) {
      long group = 0;
      for (int j = i; j < to && j < i + Long.BYTES; j++) {
        group = group << Byte.SIZE | (bytes[j] & 0xff);
      }
      folded = mix(folded ^ group);
    }
    return folded;
  }

  /** A bijection in which every bit of the result depends on every bit given (SplitMix64's). */
  private static long mix(long z) {
    z += 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
