package com.acme.tokens;

import java.security.SecureRandom;

/** What two clones would sign with alike. */
public final class Tokens {

  private static final byte[] KEY = key();

  private Tokens() {}

  private static byte[] key() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return key;
  }

  public static byte[] sign(byte[] message) {
    byte[] signed = message.clone();
    for (int i = 0; i < signed.length; i++) {
      signed[i] ^= KEY[i % KEY.length];
    }
    return signed;
  }
}
