package dev.diverge.testapps.emitters;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import java.security.DrbgParameters;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.Security;

/** DRBG by each of its mechanisms. */
final class DrbgEmitters implements EmitterSet {
  private static final long serialVersionUID = 1;
  private static final String CONFIGURATION = "securerandom.drbg.config";
  private static final String RESEEDABLE = ",reseed_only";
  private static final String PREDICTION_RESISTANT = ",pr_and_reseed";

  @Override
  public void describe(Emitters emitters) {
    emitters.add("DRBG", () -> SecureRandom.getInstance("DRBG"), Bytes::of);
    emitters.add("new DRBG", () -> Bytes.of(SecureRandom.getInstance("DRBG")));
    mechanism(emitters, "Hash_DRBG,SHA-256");
    mechanism(emitters, "HMAC_DRBG,SHA-512");
    mechanism(emitters, "CTR_DRBG,AES-128,use_df");
  }

  private static void mechanism(Emitters emitters, String mechanism) {
    String reseedable = mechanism + RESEEDABLE;
    emitters.add(mechanism, () -> make(reseedable), Bytes::of);
    emitters.add(
        mechanism + " after reseed()",
        () -> make(reseedable),
        r -> {
          r.reseed();
          return Bytes.of(r);
        });
    emitters.add(
        mechanism + ", seeded by the user first",
        () -> {
          SecureRandom random = make(reseedable);
          random.setSeed(42);
          return random;
        },
        Bytes::of);
    emitters.add("new " + mechanism, () -> Bytes.of(make(reseedable)));
    emitters.add(mechanism + ".generateSeed", () -> make(reseedable), r -> r.generateSeed(16));
    emitters.add(
        mechanism + " with prediction resistance",
        () -> make(mechanism + PREDICTION_RESISTANT),
        r -> {
          byte[] bytes = new byte[16];
          r.nextBytes(bytes, DrbgParameters.nextBytes(-1, true, null));
          return bytes;
        });
  }

  /** The mechanism is read from a security property whenever a DRBG is made. */
  private static SecureRandom make(String configuration) throws NoSuchAlgorithmException {
    String before = Security.getProperty(CONFIGURATION);
    Security.setProperty(CONFIGURATION, configuration);
    try {
      return SecureRandom.getInstance("DRBG");
    } finally {
      Security.setProperty(CONFIGURATION, before);
    }
  }
}
