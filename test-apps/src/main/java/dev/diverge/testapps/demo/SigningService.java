package dev.diverge.testapps.demo;

import dev.diverge.testapps.emitters.EcdsaSignature;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

/**
 * A service with a P-256 key of its own, made before it is cloned; it never signs one message
 * twice.
 */
public final class SigningService {
  static final String CURVE = "secp256r1";

  private final KeyPair keys;

  private SigningService(KeyPair keys) {
    this.keys = keys;
  }

  public static SigningService start() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(CURVE));
    return new SigningService(generator.generateKeyPair());
  }

  public SignedMessage sign() throws GeneralSecurityException {
    String message = "order " + System.nanoTime();
    return new SignedMessage(
        message, EcdsaSignature.make(keys.getPrivate(), message), keys.getPublic());
  }
}
