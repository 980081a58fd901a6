package dev.diverge.testapps.emitters;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** SHA1PRNG, which remembers what is left of its last block and may be seeded by the user. */
final class Sha1PrngEmitters implements EmitterSet {
  private static final long serialVersionUID = 1;
  private static final int BLOCK = 20;

  @Override
  public void describe(Emitters emitters) {
    emitters.add("SHA1PRNG", Sha1PrngEmitters::make, Bytes::of);
    emitters
        .add(
            "SHA1PRNG, the rest of a block",
            () -> {
              SecureRandom random = make();
              random.nextBytes(new byte[7]);
              return random;
            },
            r -> Bytes.of(r, BLOCK - 7))
        .warmedBy(0);
    emitters.add("new SHA1PRNG", () -> Bytes.of(make()));
    emitters.add("SHA1PRNG.generateSeed", Sha1PrngEmitters::make, r -> r.generateSeed(16));
    emitters.add(
        "SHA1PRNG, supplemented by the user",
        () -> {
          SecureRandom random = make();
          random.nextLong();
          random.setSeed(42);
          return random;
        },
        Bytes::of);
    // Whoever seeds it with the clock means no fixed sequence: it differs unless told otherwise.
    emitters.add("SHA1PRNG, seeded by the user first", Sha1PrngEmitters::seeded, Bytes::of);
    emitters
        .add("SHA1PRNG, seeded by the user and not yet drawn", Sha1PrngEmitters::seeded, Bytes::of)
        .warmedBy(0);
    emitters.add("new SHA1PRNG seeded by the user", () -> Bytes.of(seeded())).mustEqual();
  }

  private static SecureRandom seeded() throws NoSuchAlgorithmException {
    SecureRandom random = make();
    random.setSeed(42);
    return random;
  }

  private static SecureRandom make() throws NoSuchAlgorithmException {
    return SecureRandom.getInstance("SHA1PRNG");
  }
}
