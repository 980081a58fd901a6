package dev.diverge.integrations.crypto;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/** Conscrypt draws, and keeps TLS ticket keys, in native code, out of Java's reach. */
public final class Conscrypt implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("conscrypt")
        .severity(Severity.SECURITY)
        .state("BoringSSL's generator, TLS sessions and ticket keys, in native memory")
        .uncovered(
            "nothing in native memory is reset from Java: make its SSLContexts anew after a clone, or"
                + " terminate TLS with the JDK's provider. What is drawn through SecureRandom is mixed"
                + " with fresh bytes all the same");
    library.type("org.conscrypt.OpenSSLProvider");
  }
}
