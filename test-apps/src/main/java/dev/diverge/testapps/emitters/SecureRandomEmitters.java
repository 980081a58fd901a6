package dev.diverge.testapps.emitters;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import java.security.SecureRandom;

/** The default SecureRandom by all its methods, and NativePRNG in its three variants. */
final class SecureRandomEmitters implements EmitterSet {
  private static final long serialVersionUID = 1;

  @Override
  public void describe(Emitters emitters) {
    emitters.add("SecureRandom", SecureRandom::new, Bytes::of);
    emitters.add("SecureRandom.nextInt", SecureRandom::new, Bytes::twoInts);
    emitters.add("SecureRandom.nextLong", SecureRandom::new, SecureRandom::nextLong);
    emitters.add("SecureRandom.nextDouble", SecureRandom::new, SecureRandom::nextDouble);
    emitters.add("SecureRandom.ints", SecureRandom::new, Bytes::streamed);
    // Three draws leave the second half of a pair behind.
    emitters.add("SecureRandom.nextGaussian", SecureRandom::new, SecureRandom::nextGaussian);
    emitters.add("SecureRandom.generateSeed", SecureRandom::new, r -> r.generateSeed(16));
    emitters.add("SecureRandom.getSeed", () -> SecureRandom.getSeed(16));
    emitters.add(
        "SecureRandom, supplemented by the user",
        () -> {
          SecureRandom random = new SecureRandom();
          random.nextLong();
          random.setSeed(42);
          return random;
        },
        Bytes::of);
    emitters.add("new SecureRandom", () -> Bytes.of(new SecureRandom()));
    emitters.add("SecureRandom.getInstanceStrong", SecureRandom::getInstanceStrong, Bytes::of);
    for (String variant : new String[] {"", "Blocking", "NonBlocking"}) {
      String algorithm = "NativePRNG" + variant;
      emitters.add(algorithm, () -> SecureRandom.getInstance(algorithm), Bytes::of);
      emitters.add("new " + algorithm, () -> Bytes.of(SecureRandom.getInstance(algorithm)));
    }
  }
}
