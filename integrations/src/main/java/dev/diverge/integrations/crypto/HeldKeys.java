package dev.diverge.integrations.crypto;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/** Keys of which each use is to be another, and streams under one key and nonce. */
public final class HeldKeys implements Integration {

  /** Before they moved to another package (1.84 has them there), and since (1.87). */
  private static final String[] BOUNCY_CASTLE = {
    "org.bouncycastle.pqc.crypto.lms.HSSPrivateKeyParameters",
    "org.bouncycastle.pqc.crypto.lms.LMSPrivateKeyParameters",
    "org.bouncycastle.pqc.crypto.xmss.XMSSMTPrivateKeyParameters",
    "org.bouncycastle.pqc.crypto.xmss.XMSSPrivateKeyParameters",
    "org.bouncycastle.crypto.params.HSSPrivateKeyParameters",
    "org.bouncycastle.crypto.params.LMSPrivateKeyParameters",
    "org.bouncycastle.crypto.params.XMSSMTPrivateKeyParameters",
    "org.bouncycastle.crypto.params.XMSSPrivateKeyParameters"
  };

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
    for (String key : BOUNCY_CASTLE) {
      library.type(key);
    }
    library.type("com.google.crypto.tink.subtle.StreamingAeadEncryptingStream");
    library.type("org.eclipse.californium.scandium.DTLSConnector");
  }
}
