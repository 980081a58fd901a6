package dev.diverge.testapps.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/** The estimators on sources whose min-entropy is known. */
class MinEntropyTest {
  private final Random random = new Random(42);

  @Test
  void bytesOfAGoodGeneratorHaveEightBits() {
    byte[] symbols = symbols(() -> random.nextInt(256));
    double mostCommon = MinEntropy.mostCommonValue(symbols);
    assertTrue(mostCommon > 7.6 && mostCommon <= 8, () -> "most common value: " + mostCommon);
    // The interval costs a good source some of what it has.
    double collision = MinEntropy.collision(symbols);
    assertTrue(collision > 0.9 && collision <= 1, () -> "collision: " + collision);
  }

  @Test
  void aConstantHasNone() {
    byte[] symbols = symbols(() -> 17);
    assertEquals(0, MinEntropy.mostCommonValue(symbols), 1e-9);
    assertEquals(0, MinEntropy.collision(symbols(() -> 0)), 1e-3);
  }

  @Test
  void aCommonSymbolTellsHowMany() {
    // One symbol in half of all cases: one bit.
    byte[] symbols = symbols(() -> random.nextBoolean() ? 3 : random.nextInt(256));
    assertEquals(0.99, MinEntropy.mostCommonValue(symbols), 0.02);
  }

  @Test
  void biasedBitsHaveLess() {
    // Ones in three of four cases: -log2 0.75 = 0.415 bits a bit.
    byte[] symbols = symbols(this::threeOfFour);
    assertEquals(0.415, MinEntropy.collision(symbols), 0.02);
  }

  private int threeOfFour() {
    int bits = 0;
    for (int i = 0; i < 8; i++) {
      bits = bits << 1 | (random.nextInt(4) > 0 ? 1 : 0);
    }
    return bits;
  }

  private static byte[] symbols(IntSupplier source) {
    byte[] symbols = new byte[200_000];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = (byte) source.getAsInt();
    }
    return symbols;
  }
}
