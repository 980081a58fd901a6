package dev.diverge.testapps.emitters;

import dev.diverge.testlab.Draw;
import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import java.io.File;
import java.security.DrbgParameters;
import java.security.DrbgParameters.Capability;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import javax.crypto.KeyGenerator;

/**
 * Generators that nobody used, nor even loaded, before the clone: what they are seeded from is the
 * kernel, and where that has not reseeded it is another clone's, too.
 */
public final class FirstUseEmitters implements EmitterSet {
  private static final long serialVersionUID = 1;
  private static final String[] ALGORITHMS = {
    "NativePRNG", "NativePRNGBlocking", "NativePRNGNonBlocking", "SHA1PRNG", "DRBG"
  };

  @Override
  public void describe(Emitters emitters) {
    first(emitters, "UUID.randomUUID", () -> UUID.randomUUID());
    first(emitters, "SecureRandom", () -> Bytes.of(new SecureRandom()));
    first(emitters, "getInstanceStrong", () -> Bytes.of(SecureRandom.getInstanceStrong()));
    first(emitters, "SecureRandom.getSeed", () -> SecureRandom.getSeed(16));
    for (String algorithm : ALGORITHMS) {
      first(
          emitters,
          algorithm + ".generateSeed",
          () -> SecureRandom.getInstance(algorithm).generateSeed(16));
      first(emitters, algorithm, () -> Bytes.of(SecureRandom.getInstance(algorithm)));
    }
    drbgs(emitters);
    first(
        emitters,
        "third-party SPI.generateSeed",
        () ->
            SecureRandom.getInstance(ThirdPartyProvider.SEEDABLE, new ThirdPartyProvider())
                .generateSeed(16));
    first(
        emitters,
        "third-party SPI",
        () ->
            Bytes.of(
                SecureRandom.getInstance(ThirdPartyProvider.SEEDABLE, new ThirdPartyProvider())));
    users(emitters);
    first(emitters, "SplittableRandom", () -> new SplittableRandom().nextLong());
    first(emitters, "RandomGenerator.getDefault", () -> RandomGenerator.getDefault().nextLong());
    first(emitters, "ThreadLocalRandom", () -> ThreadLocalRandom.current().nextLong());
    first(emitters, "Random", () -> new Random().nextLong());
    first(emitters, "Math.random", () -> Math.random());
  }

  private static void drbgs(Emitters emitters) {
    first(
        emitters,
        "DRBG with prediction resistance",
        () -> Bytes.of(drbg(Capability.PR_AND_RESEED)));
    first(
        emitters,
        "DRBG, a draw with prediction resistance",
        () -> {
          byte[] bytes = new byte[16];
          drbg(Capability.PR_AND_RESEED)
              .nextBytes(bytes, DrbgParameters.nextBytes(256, true, null));
          return bytes;
        });
    first(
        emitters,
        "DRBG after reseed()",
        () -> {
          SecureRandom random = drbg(Capability.RESEED_ONLY);
          random.reseed();
          return Bytes.of(random);
        });
    first(
        emitters,
        "DRBG, reseeded with prediction resistance",
        () -> {
          SecureRandom random = drbg(Capability.PR_AND_RESEED);
          random.reseed(DrbgParameters.reseed(true, null));
          return Bytes.of(random);
        });
    first(
        emitters,
        "DRBG, seeded by the user first",
        () -> {
          SecureRandom random = drbg(Capability.RESEED_ONLY);
          random.setSeed(42);
          return Bytes.of(random);
        });
  }

  private static SecureRandom drbg(Capability capability) throws Exception {
    return SecureRandom.getInstance("DRBG", DrbgParameters.instantiation(256, capability, null));
  }

  private static void users(Emitters emitters) {
    first(emitters, "AES key", () -> KeyGenerator.getInstance("AES").generateKey().getEncoded());
    first(
        emitters,
        "TLS ClientHello random",
        () -> ClientHello.of(ClientHello.context(), "TLSv1.2").random());
    first(
        emitters,
        "File.createTempFile",
        () -> {
          File file = File.createTempFile("lab", null);
          return file.delete() ? file.getName() : "left behind";
        });
    emitters
        .add(
            "X25519 key pair",
            () -> KeyPairGenerator.getInstance("X25519").generateKeyPair().getPublic().getEncoded())
        .slow()
        .warmedBy(0);
  }

  private static void first(Emitters emitters, String name, Draw draw) {
    emitters.add(name, draw).warmedBy(0);
  }
}
