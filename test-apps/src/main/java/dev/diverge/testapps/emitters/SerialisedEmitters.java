package dev.diverge.testapps.emitters;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.security.SecureRandom;
import java.util.Random;

/** Generators that went through a stream, before the clone or across it. */
public final class SerialisedEmitters implements EmitterSet {
  private static final long serialVersionUID = 1;

  @Override
  public void describe(Emitters emitters) {
    emitters.add("Random", () -> read(write(new Random())), Random::nextLong);
    emitters.add("Random, its Gaussian", () -> read(write(new Random())), Random::nextGaussian);
    emitters.add("subclass of Random", () -> read(write(new Subclass())), Random::nextLong);
    emitters
        .add("Random, read in the clone", () -> write(new Random()), b -> read(b).nextLong())
        .constant();
    emitters
        .add("Random, copied twice", () -> write(read(write(new Random()))), b -> read(b).nextInt())
        .constant()
        .ofBits(32);
    emitters
        .add(
            "SHA1PRNG, read in the clone",
            () -> write(drawn(SecureRandom.getInstance("SHA1PRNG"))),
            b -> read(b).nextLong())
        .constant();
    // A Gaussian drawn leaves the second of its pair behind.
    emitters
        .add(
            "SHA1PRNG, its second Gaussian",
            () -> write(drawn(SecureRandom.getInstance("SHA1PRNG"))),
            b -> read(b).nextGaussian())
        .constant();
    emitters.add("DRBG", () -> read(write(SecureRandom.getInstance("DRBG"))), Bytes::of);
    emitters.add("Random(42)", () -> read(write(new Random(42))), Random::nextLong).mustEqual();
    emitters
        .add("Random(42), read in the clone", () -> write(new Random(42)), b -> read(b).nextLong())
        .mustEqual();
    emitters
        .add(
            "Random, then setSeed(7)",
            () -> {
              Random random = new Random();
              random.setSeed(7);
              return read(write(random));
            },
            Random::nextLong)
        .mustEqual();
    emitters
        .add(
            "Random, setSeed(7) once it was read",
            () -> {
              Random random = read(write(new Random()));
              random.setSeed(7);
              return random;
            },
            Random::nextLong)
        .mustEqual();
  }

  private static Random drawn(Random random) {
    random.nextGaussian();
    return random;
  }

  private static byte[] write(Random random) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(random);
    return bytes.toByteArray();
  }

  private static Random read(byte[] bytes) throws IOException, ClassNotFoundException {
    return (Random) new ObjectInputStream(new ByteArrayInputStream(bytes)).readObject();
  }

  private static final class Subclass extends Random {
    private static final long serialVersionUID = 1;
  }
}
