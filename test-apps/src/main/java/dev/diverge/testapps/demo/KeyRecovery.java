package dev.diverge.testapps.demo;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.List;
import java.util.Optional;

/**
 * Computes a private key from two signatures of different messages that used one nonce. With s = (z
 * + rd) / k, and r depending on k alone, two signatures are two equations in the two unknowns k and
 * d.
 */
public final class KeyRecovery {
  private static final String ALGORITHM = "SHA256withECDSA";

  private KeyRecovery() {}

  /** Tries every two of the messages; a key is found if what it signs passes for the service's. */
  public static Optional<ECPrivateKey> attempt(List<SignedMessage> messages) {
    for (SignedMessage one : messages) {
      for (SignedMessage other : messages) {
        Optional<ECPrivateKey> key = attempt(one, other);
        if (key.isPresent()) {
          return key;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<ECPrivateKey> attempt(SignedMessage one, SignedMessage other) {
    if (!one.signature().r().equals(other.signature().r())) {
      return Optional.empty(); // two nonces: to solve for one, and to sign with it, were in vain
    }
    // A nonce and its negative have the same r, so s may have either sign.
    BigInteger s = other.signature().s();
    return attempt(one, other, s).or(() -> attempt(one, other, s.negate()));
  }

  private static Optional<ECPrivateKey> attempt(
      SignedMessage one, SignedMessage other, BigInteger otherS) {
    ECParameterSpec curve = ((ECPublicKey) one.key()).getParams();
    BigInteger n = curve.getOrder();
    BigInteger difference = one.signature().s().subtract(otherS).mod(n);
    if (difference.signum() == 0) {
      return Optional.empty();
    }
    BigInteger nonce =
        one.digest().subtract(other.digest()).multiply(difference.modInverse(n)).mod(n);
    BigInteger d =
        one.signature()
            .s()
            .multiply(nonce)
            .subtract(one.digest())
            .multiply(one.signature().r().modInverse(n))
            .mod(n);
    if (d.signum() == 0) {
      return Optional.empty();
    }
    ECPrivateKey key = privateKey(d, curve);
    return signsFor(key, one.key()) ? Optional.of(key) : Optional.empty();
  }

  /** Whether a message that the service never saw, signed with this key, passes for its own. */
  public static boolean signsFor(PrivateKey recovered, PublicKey service) {
    byte[] forged = "pay the finder".getBytes(StandardCharsets.UTF_8);
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(recovered);
      signature.update(forged);
      byte[] signed = signature.sign();
      signature.initVerify(service);
      signature.update(forged);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECPrivateKey privateKey(BigInteger d, ECParameterSpec curve) {
    try {
      return (ECPrivateKey)
          KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(d, curve));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
