package dev.diverge.integrations;

import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Values that no other clone has; never drawn through JCA. Thread-safe. */
public final class Fresh {

  private final IntFunction<byte[]> entropy;
  private final @Nullable IntUnaryOperator numbered;

  /**
   * Values from {@code entropy}.
   *
   * @param entropy gives as many bytes as it is asked for
   */
  public Fresh(IntFunction<byte[]> entropy) {
    this(entropy, null);
  }

  /**
   * The same, in a JVM whose clones somebody numbers.
   *
   * @param numbered gives this clone's number, of so many bits at most, or a negative one if it has
   *     none that fits; null if nobody numbers them
   */
  public Fresh(IntFunction<byte[]> entropy, @Nullable IntUnaryOperator numbered) {
    this.entropy = entropy;
    this.numbered = numbered;
  }

  /**
   * Bytes of the agent's own generator, of 256 bits of state that no clone shares.
   *
   * @param count how many, 0 or more
   */
  public byte[] bytes(int count) {
    return entropy.apply(count);
  }

  /**
   * A number of so many bits; all 32 include the sign.
   *
   * @param count 1 to 32
   */
  public int bits(int count) {
    return (int) number() >>> (32 - count);
  }

  /**
   * The number of this clone among its likes: the one that {@code node-number} gives it, else
   * drawn, by which two of a few dozen clones soon have the same. What is made of two numbers, like
   * a worker's and its data centre's, is parted from one node.
   *
   * @param count 1 to 31 bits
   */
  public int node(int count) {
    int given = numbered == null ? -1 : numbered.applyAsInt(count);
    return given >= 0 ? given : bits(count);
  }

  /** A number of 64 bits, the sign included. */
  public long number() {
    long value = 0;
    for (byte b : bytes(Long.BYTES)) {
      value = value << 8 | (b & 0xff);
    }
    return value;
  }

  /** A UUID of version 4. */
  public UUID uuid() {
    return new UUID(
        (number() & 0xffffffffffff0fffL) | 0x4000L,
        (number() & 0x3fffffffffffffffL) | 0x8000000000000000L);
  }
}
