package dev.diverge.integrations.pools;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/** A QUIC connection of Netty's is kept by quiche, in native code. */
public final class NettyQuic implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("netty-quic")
        .severity(Severity.SECURITY)
        .state("QUIC (HTTP/3) connections of Netty's, with their packet numbers and keys")
        .uncovered(
            "clones go on with one connection, and encrypt under one key and packet number: close them before the snapshot, or use HTTP/2");
    library.type("*.codec.quic.QuicheQuicChannel");
  }
}
