package dev.diverge.audit.walk;

/**
 * Values of one kind in one place: of many the ones with the smallest digests, so that two walks
 * that meet the same ones in another order keep the same.
 */
final class Sample {

  private static final int AT_MOST = 64;

  /** Of which numbers are known that they moved a little, and how much that is. */
  private static final int NOTABLE_BITS = 24;

  private static final int LITTLE = 16;
  private static final int NEAR = '~';

  final Kind kind;
  private final long[] digests = new long[AT_MOST];

  /** Of numbers themselves, of all else how long they are. */
  private final long[] values = new long[AT_MOST];

  private final boolean[] drawn = new boolean[AT_MOST];
  private int size;
  private int count;
  private int longest;

  Sample(Kind kind) {
    this.kind = kind;
  }

  /**
   * A value, by its digest; a number also by itself, for as long as the walk lasts.
   *
   * @param looksDrawn whether it looks as if it were random
   */
  void add(long digest, int length, boolean looksDrawn, long number) {
    count++;
    longest = Math.max(longest, length);
    int at = 0;
    while (at < size && Long.compareUnsigned(digests[at], digest) < 0) {
      at++;
    }
    if (at == AT_MOST || (at < size && digests[at] == digest)) {
      return;
    }
    int moved = Math.min(size, AT_MOST - 1) - at;
    System.arraycopy(digests, at, digests, at + 1, moved);
    digests[at] = digest;
    System.arraycopy(values, at, values, at + 1, moved);
    System.arraycopy(drawn, at, drawn, at + 1, moved);
    drawn[at] = looksDrawn;
    values[at] = kind == Kind.NUMBER ? number : length;
    size = Math.min(size + 1, AT_MOST);
  }

  /** A line: the kind, how many, how long they may be; digests, with ! of those that look drawn. */
  void tell(StringBuilder to, SipHash hash, Visited visited) {
    StringBuilder line = new StringBuilder();
    int told = 0;
    for (int i = 0; i < size; i++) {
      if (kind == Kind.NUMBER && isIdentity(values[i], visited)) {
        continue;
      }
      line.append(drawn[i] ? " !" : " ").append(Long.toString(digests[i], 36)).append(',');
      if (kind == Kind.NUMBER) {
        number(line, values[i], hash);
      } else {
        line.append(values[i]);
      }
      told++;
    }
    if (told > 0) {
      to.append("V ").append(kind.word()).append(' ').append(count);
      to.append(' ').append(longest).append(line).append('\n');
    }
  }

  private static boolean isIdentity(long value, Visited visited) {
    return value == (int) value && value > 0xffff && visited.hasHash((int) value);
  }

  /** How many bits are used, and digests of what is left when it moved a little. */
  private static void number(StringBuilder line, long value, SipHash hash) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.abs(value));
    line.append(bits);
    if (bits >= NOTABLE_BITS) {
      long half = 1L << (LITTLE - 1);
      line.append(',').append(Long.toString(hash.of(NEAR, value >> LITTLE), 36));
      line.append(',').append(Long.toString(hash.of(NEAR, (value + half) >> LITTLE), 36));
    }
  }
}
