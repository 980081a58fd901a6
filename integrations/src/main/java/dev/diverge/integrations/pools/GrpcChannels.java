package dev.diverge.integrations.pools;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Severity;

/** A gRPC channel sends all its calls over the one connection it has, and keeps it for ever. */
public final class GrpcChannels implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("grpc")
        .verifiedOn("io.grpc:grpc-netty", "1.30.0", "1.85.1")
        .severity(Severity.SECURITY)
        .state("the connection of a channel")
        .reset("the channel goes idle: the next call opens a new one")
        .limits("a call under way ends where it is, or breaks with its connection");
    library
        .type("io.grpc.internal.ManagedChannelImpl")
        .borrowing("newCall")
        .phase(Phase.POOLS)
        .onCloneEach(channel -> channel.call("enterIdle"));
  }
}
