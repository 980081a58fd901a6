package dev.diverge.integrations.crypto;

import dev.diverge.integrations.Bond;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/**
 * Keys of which each use is another, and streams under one key and nonce: two clones that sign
 * under one index, or encrypt under one nonce, give the key away. Nothing makes them the clone's
 * own, so they refuse.
 */
public final class HeldKeys implements Integration {

  /** Where they are since 1.84, and where they were. */
  private static final String[] BOUNCY_CASTLE = {
    "org.bouncycastle.crypto.params.", "org.bouncycastle.pqc.crypto.lms."
  };

  private static final String[] XMSS = {
    "org.bouncycastle.crypto.params.", "org.bouncycastle.pqc.crypto.xmss."
  };

  private static final String TINK = "com.google.crypto.tink.subtle.Aes";

  @Override
  public void describe(Library library) {
    library
        .name("held-keys")
        .severity(Severity.SECURITY)
        .verifiedOn("org.bouncycastle:bcprov-jdk18on", "1.71", "1.87")
        .verifiedOn("com.google.crypto.tink:tink", "1.7.0", "1.24.0")
        .state(
            "the index of Bouncy Castle's LMS, HSS and XMSS private keys; the nonce of Tink's"
                + " streaming encryption")
        .reset("refused with an IllegalStateException, unless stale-ciphers=allow: make it anew")
        .limits("a key that is read again from its encoding is taken for a new one");
    for (String place : BOUNCY_CASTLE) {
      oneTime(library, place + "LMSPrivateKeyParameters", "generateLMSContext", "extractKeyShard");
      oneTime(library, place + "HSSPrivateKeyParameters", "generateLMSContext", "extractKeyShard");
    }
    for (String place : XMSS) {
      oneTime(library, place + "XMSSPrivateKeyParameters", "rollKey", "extractKeyShard");
      oneTime(library, place + "XMSSMTPrivateKeyParameters", "rollKey", "extractKeyShard");
    }
    oneTime(library, TINK + "GcmHkdfStreaming$AesGcmHkdfStreamEncrypter", "encryptSegment");
    oneTime(library, TINK + "CtrHmacStreaming$AesCtrHmacStreamEncrypter", "encryptSegment");
  }

  private static void oneTime(Library library, String type, String... uses) {
    Bond[] bonds = new Bond[uses.length + 1];
    bonds[0] = Bond.bind("<init>");
    for (int i = 0; i < uses.length; i++) {
      bonds[i + 1] = Bond.spend(uses[i]);
    }
    library.bonded(type).bonds(bonds);
  }
}
