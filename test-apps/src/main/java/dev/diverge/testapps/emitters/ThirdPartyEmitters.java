package dev.diverge.testapps.emitters;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** Generators of a provider that the JDK did not make. */
final class ThirdPartyEmitters implements EmitterSet {
  private static final long serialVersionUID = 1;

  @Override
  public void describe(Emitters emitters) {
    emitters.add("third-party SPI", () -> make(ThirdPartyProvider.SEEDABLE), Bytes::of);
    emitters.add(
        "third-party SPI that ignores setSeed",
        () -> make(ThirdPartyProvider.UNSEEDABLE),
        Bytes::of);
    emitters.add(
        "third-party SPI, nextGaussian",
        () -> make(ThirdPartyProvider.SEEDABLE),
        SecureRandom::nextGaussian);
  }

  private static SecureRandom make(String algorithm) throws NoSuchAlgorithmException {
    return SecureRandom.getInstance(algorithm, new ThirdPartyProvider());
  }
}
