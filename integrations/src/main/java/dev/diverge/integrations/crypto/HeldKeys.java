package dev.diverge.integrations.crypto;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/** Keys of which each use is to be another, and streams under one key and nonce. */
public final class HeldKeys implements Integration {

  private static final String PQC = "org.bouncycastle.pqc.crypto.";

  @Override
  public void describe(Library library) {
    library
        .name("held-keys")
        .severity(Severity.SECURITY)
        .state(
            "the index of Bouncy Castle's LMS, HSS and XMSS private keys, Tink's streaming"
                + " encryption, DTLS connections of Californium's")
        .uncovered(
            "two clones that sign under one index, or encrypt under one nonce, give the key away:"
                + " make the key, the stream or the connection after the restore");
    for (String key :
        new String[] {
          "lms.HSSPrivateKeyParameters",
          "lms.LMSPrivateKeyParameters",
          "xmss.XMSSMTPrivateKeyParameters",
          "xmss.XMSSPrivateKeyParameters"
        }) {
      library.type(PQC + key);
    }
    library.type("com.google.crypto.tink.subtle.StreamingAeadEncryptingStream");
    library.type("org.eclipse.californium.scandium.DTLSConnector");
  }
}
