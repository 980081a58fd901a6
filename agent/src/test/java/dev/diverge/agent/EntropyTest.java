package dev.diverge.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EntropyTest {

  private final Entropy entropy = new Entropy();

  @Test
  void noTwoPiecesAreAlike() {
    entropy.rekey(1, false);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 2000; i++) {
      seen.add(Arrays.toString(entropy.apply(16)));
    }
    assertEquals(2000, seen.size());
  }

  @Test
  void everyKeyHasItsSalt() {
    assertNotEquals(entropy.rekey(1, false), entropy.rekey(1, false));
    assertNotEquals(0, entropy.rekey(1, true));
  }

  @Test
  void lengthsAreExact() {
    for (int n : new int[] {0, 1, 31, 32, 33, 100}) {
      assertEquals(n, entropy.apply(n).length);
    }
  }
}
