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
  private final long[] values;
  private int size;
  private int count;
  private int drawn;
  private int shortest = Integer.MAX_VALUE;
  private int longest;

  Sample(Kind kind) {
    this.kind = kind;
    this.values = new long[kind == Kind.NUMBER ? AT_MOST : 0];
  }

  /**
   * A value, by its digest; a number also by itself, for as long as the walk lasts.
   *
   * @param looksDrawn whether it looks as if it were random
   */
  void add(long digest, int length, boolean looksDrawn, long number) {
    count++;
    drawn += looksDrawn ? 1 : 0;
    shortest = Math.min(shortest, length);
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
    if (kind == Kind.NUMBER) {
      System.arraycopy(values, at, values, at + 1, moved);
      values[at] = number;
    }
    size = Math.min(size + 1, AT_MOST);
  }

  /** A line: the kind, how many, how many that look drawn, of which lengths, and the digests. */
  void tell(StringBuilder to, SipHash hash, Visited visited) {
    StringBuilder line = new StringBuilder();
    int told = 0;
    for (int i = 0; i < size; i++) {
      if (kind == Kind.NUMBER) {
        if (isIdentity(values[i], visited)) {
          continue;
        }
        number(line, i, hash);
      } else {
        line.append(' ').append(Long.toString(digests[i], 36));
      }
      told++;
    }
    if (told > 0) {
      to.append("V ").append(kind.word()).append(' ').append(count).append(' ').append(drawn);
      to.append(' ').append(shortest).append(' ').append(longest).append(line).append('\n');
    }
  }

  private static boolean isIdentity(long value, Visited visited) {
    return value == (int) value && value > 0xffff && visited.hasHash((int) value);
  }

  /** How many bits are used, and digests of what is left when it moved a little. */
  private void number(StringBuilder line, int at, SipHash hash) {
    long value = values[at];
    int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.abs(value));
    line.append(' ').append(Long.toString(digests[at], 36)).append(',').append(bits);
    if (bits >= NOTABLE_BITS) {
      long half = 1L << (LITTLE - 1);
      line.append(',').append(Long.toString(hash.of(NEAR, value >> LITTLE), 36));
      line.append(',').append(Long.toString(hash.of(NEAR, (value + half) >> LITTLE), 36));
    }
  }
}
