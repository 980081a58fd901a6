package dev.diverge.integrations.crypto;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/**
 * Bouncy Castle's own generators override {@code nextBytes}, so that a guard in the JDK's
 * SecureRandom does not see them.
 */
public final class BouncyCastle implements Integration {

  private static final int SEED_BYTES = 48;

  @Override
  public void describe(Library library) {
    library
        .name("bouncy-castle")
        .severity(Severity.SECURITY)
        .verifiedOn("org.bouncycastle:bcprov-jdk15on", "1.60", "1.70")
        .verifiedOn("org.bouncycastle:bcprov-jdk18on", "1.71", "1.87")
        .state(
            "generators of SP800SecureRandomBuilder and X931SecureRandomBuilder;"
                + " DigestRandomGenerator and VMPCRandomGenerator")
        .reset(
            "reseeded from their entropy source, those of SP 800-90A with fresh bytes besides; the"
                + " provider's DEFAULT and NONCEANDIV are reached as other providers' engines are")
        .limits(
            "an entropy source that repeats itself leaves X9.31 generators as they are; a"
                + " DigestRandomGenerator or VMPCRandomGenerator made before the clone is given"
                + " fresh seed material whoever seeded it");
    library
        .type("org.bouncycastle.crypto.prng.SP800SecureRandom")
        .drawn("nextBytes([B)V")
        .onCloneEach(each -> each.call("reseed", fresh -> fresh.bytes(SEED_BYTES)));
    library
        .type("org.bouncycastle.crypto.prng.X931SecureRandom")
        .drawn("nextBytes")
        .onCloneEach(each -> each.run((random, fresh) -> random.get("drbg").call("reseed")));
    for (String generator : new String[] {"DigestRandomGenerator", "VMPCRandomGenerator"}) {
      library
          .type("org.bouncycastle.crypto.prng." + generator)
          .drawn("nextBytes")
          .onCloneEach(each -> each.call("addSeedMaterial", fresh -> fresh.bytes(SEED_BYTES)));
    }
    library
        .type("org.bouncycastle.crypto.prng.ReversedWindowGenerator")
        .drawn("nextBytes")
        .onCloneEach(each -> each.set("windowCount", fresh -> 0));
  }
}
