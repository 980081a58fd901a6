package dev.diverge.testapps.vmlab;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import javax.crypto.KeyGenerator;

/** One emitter for each kind of random state that the JDK has. */
public final class JdkSample implements GuestEmitters {
  private final List<GuestEmitter> emitters = new ArrayList<>();

  @Override
  public List<GuestEmitter> make() throws Exception {
    emitters.clear();
    generators();
    secureRandoms();
    whatDerivesFromThem();
    return List.copyOf(emitters);
  }

  private void generators() {
    Random random = new Random();
    add("Random.nextLong", random::nextLong);
    add("Random.nextGaussian", random::nextGaussian);
    add("new Random", () -> new Random().nextLong());
    Random seeded = new Random(42);
    emitters.add(GuestEmitter.seeded("new Random(42)", seeded::nextLong));
    add("Math.random", Math::random);
    add("ThreadLocalRandom", () -> ThreadLocalRandom.current().nextLong());
    SplittableRandom splittable = new SplittableRandom();
    add("SplittableRandom", splittable::nextLong);
    add("SplittableRandom.split", () -> splittable.split().nextLong());
    for (String algorithm :
        List.of("L64X128MixRandom", "Xoshiro256PlusPlus", "Xoroshiro128PlusPlus")) {
      RandomGenerator generator = RandomGenerator.of(algorithm);
      add(algorithm, generator::nextLong);
      add("new " + algorithm, () -> RandomGenerator.of(algorithm).nextLong());
    }
    add("Collections.shuffle", JdkSample::shuffled);
  }

  private void secureRandoms() throws NoSuchAlgorithmException {
    for (String algorithm : List.of("NativePRNG", "DRBG", "SHA1PRNG")) {
      SecureRandom random = SecureRandom.getInstance(algorithm);
      add(algorithm, () -> bytes(random));
      add("new " + algorithm, () -> bytes(SecureRandom.getInstance(algorithm)));
    }
    SecureRandom standard = new SecureRandom();
    add("new SecureRandom()", () -> bytes(standard));
  }

  private void whatDerivesFromThem() throws NoSuchAlgorithmException {
    add("UUID.randomUUID", UUID::randomUUID);
    KeyGenerator aes = KeyGenerator.getInstance("AES");
    add("AES key", () -> HexFormat.of().formatHex(aes.generateKey().getEncoded()));
    KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
    ec.initialize(256);
    add(
        "EC key pair",
        () -> HexFormat.of().formatHex(ec.generateKeyPair().getPublic().getEncoded()));
  }

  private void add(String name, Callable<?> draw) {
    emitters.add(GuestEmitter.of(name, draw));
  }

  private static String bytes(SecureRandom random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String shuffled() {
    List<Integer> list = new ArrayList<>(IntStream.range(0, 32).boxed().toList());
    Collections.shuffle(list);
    return list.toString().replace(" ", "");
  }
}
