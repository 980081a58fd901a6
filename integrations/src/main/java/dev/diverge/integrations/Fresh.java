package dev.diverge.integrations;

import java.util.UUID;
import java.util.function.IntFunction;

/** Values that no other clone has; never drawn through JCA. Thread-safe. */
public final class Fresh {

  private final IntFunction<byte[]> entropy;

  /**
   * Values from {@code entropy}.
   *
   * @param entropy gives as many bytes as it is asked for
   */
  public Fresh(IntFunction<byte[]> entropy) {
    this.entropy = entropy;
  }

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
