package dev.diverge.testapps.emitters;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import java.util.List;

/** Every emitter of the JDK. */
public final class JdkEmitters implements EmitterSet {
  private static final long serialVersionUID = 1;

  private static final List<EmitterSet> SETS =
      List.of(
          new SecureRandomEmitters(),
          new DrbgEmitters(),
          new Sha1PrngEmitters(),
          new ThirdPartyEmitters(),
          new RandomEmitters(),
          new ThreadLocalRandomEmitters(),
          new SplittableRandomEmitters(),
          new RandomGeneratorEmitters(),
          new IdEmitters(),
          new CryptoEmitters(),
          new TlsEmitters());

  @Override
  public void describe(Emitters emitters) throws Exception {
    for (EmitterSet set : SETS) {
      set.describe(emitters);
    }
  }
}
