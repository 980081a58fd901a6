package dev.diverge.agent.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.function.Executable;

/**
 * Inputs that nobody would write: good ones with a few mistakes, and sheer noise. {@code
 * -Ddiverge.fuzz=1000000} makes so many in all, {@code -Ddiverge.fuzz.seed} the same ones again.
 */
public final class Scraps {

  private static final int USUAL = 20_000;

  private static final List<String> NASTY =
      List.of(
          "\0",
          "\n",
          "\r",
          "\t",
          "\u001b[2J",
          "\u007f",
          "\u0085",
          "\u2028",
          "\ud800",
          "\udfff",
          "\ufeff",
          "\u0130",
          "\u0661",
          "=",
          ",",
          "+",
          ":",
          "#",
          "()",
          "/",
          "..",
          "%",
          "%s",
          "%2",
          "\\",
          "\\u",
          "\\u00",
          "\"",
          "'",
          "|",
          "$",
          "{}",
          " ",
          "-1",
          "0",
          "1",
          "3600001",
          "99999999999999999999",
          "0x10",
          "1e9",
          "null",
          "true",
          "diverge: clone detected: epoch 9");

  private final long seed = Long.getLong("diverge.fuzz.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);

  /** How many of a thousand inputs these are, and for each what is to be done with it. */
  public void each(int perMille, Executable body) {
    long number = Math.max(1, Long.getLong("diverge.fuzz", USUAL) * perMille / 1000);
    for (long i = 0; i < number; i++) {
      long before = System.nanoTime();
      try {
        body.execute();
      } catch (Throwable t) {
        throw new AssertionError("input " + i + " of -Ddiverge.fuzz.seed=" + seed + ": " + t, t);
      }
      // Hanging is a fault too, but a busy machine is none.
      if (System.nanoTime() - before > 20_000_000_000L) {
        throw new AssertionError("input " + i + " of -Ddiverge.fuzz.seed=" + seed + " takes long");
      }
    }
  }

  public int below(int bound) {
    return random.nextInt(bound);
  }

  public <T> T one(List<T> of) {
    return of.get(below(of.size()));
  }

  /** One of these, now and then as it is, mostly with some mistakes. */
  public String like(List<String> good) {
    StringBuilder text = new StringBuilder(one(good));
    for (int mistakes = below(5); mistakes > 0; mistakes--) {
      int at = below(text.length() + 1);
      int to = Math.min(text.length(), at + 1 + below(6));
      switch (below(7)) {
        case 0 -> text.delete(at, to);
        case 1 -> text.insert(at, text.substring(at, to));
        case 2 -> text.setLength(at);
        case 3 -> text.insert(at, one(good));
        case 4 -> text.replace(at, to, one(NASTY));
        case 5 -> text.insert(at, (char) below(0x10000));
        default -> text.insert(at, one(NASTY));
      }
    }
    return text.toString();
  }

  /** The same in bytes, of which each may be anything. */
  public byte[] bytesLike(List<String> good) {
    return broken(like(good).getBytes(ISO_8859_1));
  }

  /** With some bits and bytes that are others. */
  public byte[] broken(byte[] bytes) {
    for (int mistakes = bytes.length == 0 ? 0 : below(4); mistakes > 0; mistakes--) {
      int at = below(bytes.length);
      bytes[at] = (byte) (below(2) == 0 ? below(256) : bytes[at] ^ 1 << below(8));
    }
    return bytes;
  }

  public byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
