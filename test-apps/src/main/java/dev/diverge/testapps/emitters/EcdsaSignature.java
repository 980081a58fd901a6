package dev.diverge.testapps.emitters;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Arrays;

/** The two numbers of an ECDSA signature; r depends on nothing but the nonce. */
public record EcdsaSignature(BigInteger r, BigInteger s) {
  /** Of the message's SHA-256, in the format that is r and s side by side. */
  public static final String ALGORITHM = "SHA256withECDSAinP1363Format";

  public static EcdsaSignature make(PrivateKey key, String message)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(ALGORITHM);
    signature.initSign(key);
    signature.update(message.getBytes(StandardCharsets.UTF_8));
    return of(signature.sign());
  }

  public static EcdsaSignature of(byte[] bytes) {
    int half = bytes.length / 2;
    return new EcdsaSignature(
        new BigInteger(1, Arrays.copyOf(bytes, half)),
        new BigInteger(1, Arrays.copyOfRange(bytes, half, bytes.length)));
  }
}
