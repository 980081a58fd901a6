package dev.diverge.integrations.crypto;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/** Protocols of messages that derive each key from the one before. */
public final class UnresetKeys implements Integration {

  private static final String[] PROTOCOLS = {
    "com.southernstorm.noise.protocol.CipherStatePair",
    "org.signal.libsignal.protocol.SessionCipher",
    "org.whispersystems.libsignal.SessionCipher"
  };

  @Override
  public void describe(Library library) {
    library
        .name("message-keys")
        .severity(Severity.SECURITY)
        .state("the keys and counts of Noise's and Signal's sessions, with their peers")
        .uncovered(
            "clones go on with one session, and encrypt different messages under one key and nonce:"
                + " end them before the snapshot, or let another begin in each clone");
    for (String protocol : PROTOCOLS) {
      library.type(protocol);
    }
  }
}
