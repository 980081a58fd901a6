package dev.diverge.testapps.emitters;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;

/** Keys, IVs and nonces: what makes a repeated random number dangerous. */
final class CryptoEmitters implements EmitterSet {
  private static final long serialVersionUID = 1;

  @Override
  public void describe(Emitters emitters) {
    emitters.add("AES key", () -> KeyGenerator.getInstance("AES"), CryptoEmitters::key);
    emitters.add("HMAC key", () -> KeyGenerator.getInstance("HmacSHA256"), CryptoEmitters::key);
    iv(emitters, "AES", "AES/GCM/NoPadding");
    iv(emitters, "AES", "AES/CBC/PKCS5Padding");
    iv(emitters, "ChaCha20", "ChaCha20-Poly1305");
    keyPair(emitters, "EC");
    keyPair(emitters, "X25519");
    keyPair(emitters, "Ed25519");
    keyPair(emitters, "ML-KEM-512");
    emitters
        .add(
            "ECDSA nonce",
            CryptoEmitters::p256,
            keys -> EcdsaSignature.make(keys.getPrivate(), "order " + System.nanoTime()).r())
        .slow();
  }

  private static byte[] key(KeyGenerator generator) {
    return generator.generateKey().getEncoded();
  }

  private static void iv(Emitters emitters, String keyAlgorithm, String transformation) {
    emitters.add(
        transformation + " IV",
        () -> KeyGenerator.getInstance(keyAlgorithm).generateKey(),
        key -> iv(key, transformation));
  }

  private static byte[] iv(SecretKey key, String transformation) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(transformation);
    cipher.init(Cipher.ENCRYPT_MODE, key);
    return cipher.getIV();
  }

  private static void keyPair(Emitters emitters, String algorithm) {
    emitters
        .add(
            algorithm + " key pair",
            () -> KeyPairGenerator.getInstance(algorithm),
            generator -> generator.generateKeyPair().getPublic().getEncoded())
        .slow();
  }

  private static KeyPair p256() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }
}
