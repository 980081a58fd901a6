package dev.diverge.agent.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    assertTrue(isRefused(true, transformation, ENCRYPT));
    assertTrue(isRefused(true, transformation, WRAP));
    assertFalse(isRefused(true, transformation, DECRYPT));
    assertFalse(isRefused(false, transformation, ENCRYPT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AES", "AES/CBC/PKCS5Padding", "AES/ECB/NoPadding", "RSA", "AESWrap"})
  void othersGoOn(String transformation) {
    assertFalse(isRefused(true, transformation, ENCRYPT));
  }

  @Test
  void connectionsAndCiphersAreCountedApart() {
    Refusals refusals = new Refusals(false);
    refusals.run();
    assertFalse(refusals.test("AES/GCM/NoPadding", ENCRYPT));
    assertFalse(refusals.test("AES/GCM/NoPadding", DECRYPT));
    assertFalse(refusals.test("AES/CTR/NoPadding", WRAP));
    assertEquals(1, refusals.connections());
    assertEquals(2, refusals.ciphers());
  }

  private static boolean isRefused(boolean refuses, String transformation, int mode) {
    return new Refusals(refuses).test(transformation, mode);
  }
}
