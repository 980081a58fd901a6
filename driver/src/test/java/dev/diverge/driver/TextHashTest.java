package dev.diverge.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TextHashTest {

  @Test
  void anotherNumberFoldsDifferently() {
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < 200_000; i++) {
      seen.add(fold(Integer.toString(i)));
    }
    assertEquals(200_000, seen.size());
  }

  @Test
  void anotherUuidFoldsDifferently() {
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      seen.add(fold(new UUID(0x4000L, i).toString()));
    }
    assertEquals(100_000, seen.size());
  }

  @Test
  void everySingleBitOfALongTextCounts() {
    byte[] text = new byte[4096];
    new Random(1).nextBytes(text);
    Set<Long> seen = new HashSet<>();
    seen.add(TextHash.of(text, 0, text.length));
    for (int bit = 0; bit < text.length * 8; bit++) {
      text[bit / 8] ^= (byte) (1 << bit % 8);
      seen.add(TextHash.of(text, 0, text.length));
      text[bit / 8] ^= (byte) (1 << bit % 8);
    }
    assertEquals(text.length * 8 + 1, seen.size());
  }

  @Test
  void orderAndLengthCount() {
    assertNotEquals(fold("aaaaaaaabbbbbbbb"), fold("bbbbbbbbaaaaaaaa"));
    assertNotEquals(fold("\0"), fold("\0\0"));
    assertNotEquals(fold("a"), fold("\0a"));
  }

  @Test
  void onlyTheRangeCounts() {
    byte[] text = "xx1234567890yy".getBytes(StandardCharsets.UTF_8);
    assertEquals(fold("1234567890"), TextHash.of(text, 2, 12));
  }

  private static long fold(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return TextHash.of(bytes, 0, bytes.length);
  }
}
