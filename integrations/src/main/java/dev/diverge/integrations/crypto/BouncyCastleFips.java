package dev.diverge.integrations.crypto;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/** The FIPS provider's generators are engines of java.security.SecureRandom, and reached there. */
public final class BouncyCastleFips implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("bouncy-castle-fips")
        .severity(Severity.SECURITY)
        .verifiedOn("org.bouncycastle:bc-fips", "1.0.2", "2.1.3")
        .state(
            "a NONCEANDIV generator made before the clone; DEFAULT draws fresh entropy each time")
        .reset("as other providers' engines are: see random-state.md")
        .limits("no class of the module is changed, since it checks its own jar");
    library.type("org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider");
  }
}
