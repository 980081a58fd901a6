package dev.diverge.integrations.crypto;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/** Amazon's provider draws in native code, where nothing can be reset from Java. */
public final class CorrettoCrypto implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("corretto-crypto")
        .severity(Severity.SECURITY)
        .state(
            "the generator of AWS-LC, in native memory: keys, nonces and signatures come from it")
        .uncovered(
            "its native generator notices a clone by /dev/sysgenid only, or by vmclock in newer"
                + " versions: have one of them in the guest. What is drawn through SecureRandom is"
                + " mixed with fresh bytes all the same");
    library.type("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");
  }
}
