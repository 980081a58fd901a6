package dev.diverge.testapps.bench;

/**
 * Estimators of NIST SP 800-90B for the min-entropy of a noise source, with the upper end of a
 * confidence interval of 99 %.
 */
final class MinEntropy {
  private static final double Z = 2.576;

  private MinEntropy() {}

  /** 6.3.1, the most common value: bits a symbol, of symbols of eight bits. */
  static double mostCommonValue(byte[] symbols) {
    int[] counts = new int[256];
    int most = 0;
    for (byte symbol : symbols) {
      most = Math.max(most, ++counts[symbol & 0xff]);
    }
    double p = (double) most / symbols.length;
    return bits(Math.min(1, p + Z * Math.sqrt(p * (1 - p) / (symbols.length - 1))));
  }

  /**
   * 6.3.2, collisions: bits a bit, of the bits of the symbols, the most significant first (3.1.3).
   * A source of eight-bit symbols has eight times that, or less if the other estimator says so.
   */
  static double collision(byte[] symbols) {
    double collisions = 0;
    double sum = 0;
    double squares = 0;
    long length = symbols.length * 8L;
    for (long at = 0; at + 1 < length; ) {
      int needed = bit(symbols, at) == bit(symbols, at + 1) ? 2 : 3;
      if (at + needed > length) {
        break;
      }
      collisions++;
      sum += needed;
      squares += needed * needed;
      at += needed;
    }
    double mean = sum / collisions;
    double deviation = Math.sqrt((squares - collisions * mean * mean) / (collisions - 1));
    double least = mean - Z * deviation / Math.sqrt(collisions);
    // Two of three bits are equal after 2 + 2p(1-p) on average: the formula of the standard,
    // solved.
    double under = 0.25 - (least - 2) / 2;
    return bits(under <= 0 ? 0.5 : Math.min(1, 0.5 + Math.sqrt(under)));
  }

  private static int bit(byte[] symbols, long at) {
    return symbols[(int) (at >> 3)] >> (7 - (at & 7)) & 1;
  }

  private static double bits(double probability) {
    return Math.max(0, -Math.log(probability) / Math.log(2));
  }
}
