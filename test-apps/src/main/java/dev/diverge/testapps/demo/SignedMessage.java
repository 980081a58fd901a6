package dev.diverge.testapps.demo;

import dev.diverge.testapps.emitters.EcdsaSignature;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;

/** What anyone may see of a service: a message, its signature, the public key. */
public record SignedMessage(String message, EcdsaSignature signature, PublicKey key) {
  private static final String BETWEEN = "|";

  /** The number that ECDSA signs: the message's SHA-256. */
  BigInteger digest() {
    try {
      byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
      return new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As it travels from a clone to whoever listens. */
  @Override
  public String toString() {
    return String.join(
        BETWEEN,
        message,
        signature.r().toString(16),
        signature.s().toString(16),
        HexFormat.of().formatHex(key.getEncoded()));
  }

  public static SignedMessage parse(String text) {
    List<String> parts = List.of(text.split("\\" + BETWEEN));
    byte[] key = HexFormat.of().parseHex(parts.get(3));
    try {
      return new SignedMessage(
          parts.get(0),
          new EcdsaSignature(new BigInteger(parts.get(1), 16), new BigInteger(parts.get(2), 16)),
          KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(key)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
