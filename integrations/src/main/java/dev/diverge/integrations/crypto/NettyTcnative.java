package dev.diverge.integrations.crypto;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/** Netty's OpenSSL engines draw, and keep TLS ticket keys, in native code. */
public final class NettyTcnative implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("netty-tcnative")
        .severity(Severity.SECURITY)
        .state("the TLS library's generator, sessions and ticket keys, in native memory")
        .uncovered(
            "nothing in native memory is reset from Java: make its SslContexts anew after a clone, or"
                + " give OpenSslSessionContext.setTicketKeys fresh keys, or use SslProvider.JDK");
    library.type("io.netty.internal.tcnative.SSLContext");
  }
}
