package dev.diverge.integrations.ids;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** Netty's channel ids begin with the machine's address and the process id, which clones share. */
public final class NettyChannelId implements Integration {

  private static final int MACHINE_ID_BYTES = 8;

  @Override
  public void describe(Library library) {
    library
        .name("netty-channel-id")
        .verifiedOn("io.netty:netty-transport", "4.1.42.Final", "4.2.20.Final")
        .verifiedOn("io.grpc:grpc-netty-shaded", "1.30.0", "1.85.1")
        .state("the machine id in DefaultChannelId, also where Netty was relocated")
        .reset("a random one for the channels to come")
        .limits("io.netty.machineId, if set, is replaced too; the process id stays");
    library
        .type("*.netty.channel.DefaultChannelId")
        .checked("newInstance")
        .onClone(statics -> statics.set("MACHINE_ID", fresh -> fresh.bytes(MACHINE_ID_BYTES)));
  }
}
