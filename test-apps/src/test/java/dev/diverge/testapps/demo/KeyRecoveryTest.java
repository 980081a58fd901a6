package dev.diverge.testapps.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.emitters.EcdsaSignature;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRecoveryTest {
  private final KeyPair keys = keys();

  @Test
  void twoSignaturesOfOneNonceGiveTheKey() throws Exception {
    ECPrivateKey key =
        KeyRecovery.attempt(List.of(sign("one", new Stuck(3)), sign("two", new Stuck(3))))
            .orElseThrow();
    assertEquals(((ECPrivateKey) keys.getPrivate()).getS(), key.getS());
  }

  @Test
  void twoNoncesGiveNothing() throws Exception {
    assertTrue(
        KeyRecovery.attempt(List.of(sign("one", new Stuck(3)), sign("two", new Stuck(5))))
            .isEmpty());
  }

  @Test
  void aMessageSurvivesItsJourney() throws Exception {
    SignedMessage message = sign("one", new Stuck(3));
    assertEquals(message, SignedMessage.parse(message.toString()));
  }

  private SignedMessage sign(String message, SecureRandom nonces) throws Exception {
    Signature signature = Signature.getInstance(EcdsaSignature.ALGORITHM);
    signature.initSign(keys.getPrivate(), nonces);
    signature.update(message.getBytes(StandardCharsets.UTF_8));
    return new SignedMessage(message, EcdsaSignature.of(signature.sign()), keys.getPublic());
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(SigningService.CURVE));
      return generator.generateKeyPair();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** A generator with one thing to say. */
  private static final class Stuck extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final byte value;

    Stuck(int value) {
      this.value = (byte) value;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      Arrays.fill(bytes, value);
    }
  }
}
