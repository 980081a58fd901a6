package dev.diverge.agent.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which ciphers of an earlier epoch may not go on. */
class RefusalsTest {

  private static final int ENCRYPT = 1;
  private static final int DECRYPT = 2;
  private static final int WRAP = 3;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AES/GCM/NoPadding",
        "aes/ctr/nopadding",
        "AES_256/GCM/NoPadding",
        "AES/CFB8/NoPadding",
        "AES/OFB64/NoPadding",
        "AES/CCM/NoPadding",
        "ChaCha20",
        "ChaCha20-Poly1305",
        "ChaCha20-Poly1305/None/NoPadding",
        "ARCFOUR",
        "ARCFOUR/ECB/NoPadding",
        "RC4"
      })
  void whatMustNotUseOneNonceTwiceIsRefused(String transformation) {
    assertEquals(1, verdict(true, transformation, ENCRYPT));
    assertEquals(1, verdict(true, transformation, WRAP));
    assertEquals(0, verdict(true, transformation, DECRYPT));
    assertEquals(0, verdict(false, transformation, ENCRYPT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AES", "AES/CBC/PKCS5Padding", "AES/ECB/NoPadding", "RSA", "AESWrap"})
  void othersGoOn(String transformation) {
    assertEquals(0, verdict(true, transformation, ENCRYPT));
  }

  @Test
  void connectionsAndCiphersAreCountedApart() {
    Refusals refusals = new Refusals(false);
    refusals.accept(null, null);
    refusals.accept("AES/GCM/NoPadding", new int[] {ENCRYPT, 0});
    refusals.accept("AES/GCM/NoPadding", new int[] {DECRYPT, 0});
    refusals.accept("AES/CTR/NoPadding", new int[] {WRAP, 0});
    assertEquals(1, refusals.connections());
    assertEquals(2, refusals.ciphers());
  }

  private static int verdict(boolean refuses, String transformation, int mode) {
    int[] verdict = {mode, 0};
    new Refusals(refuses).accept(transformation, verdict);
    return verdict[1];
  }
}
