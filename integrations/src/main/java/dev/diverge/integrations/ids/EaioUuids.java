package dev.diverge.integrations.ids;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** The time-based UUIDs of com.eaio, which Cassandra's older clients bring. */
public final class EaioUuids implements Integration {

  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long MULTICAST = 0x0100_0000_0000L;

  @Override
  public void describe(Library library) {
    library
        .name("eaio-uuids")
        .verifiedOn("com.github.stephenc.eaio-uuid:uuid", "3.2.0", "3.4.2")
        .state("clock sequence and node of UUIDGen")
        .reset("drawn anew, the node a random one; the last timestamp is left alone");
    library
        .type("com.eaio.uuid.UUIDGen")
        .checked("getClockSeqAndNode")
        .onClone(
            statics ->
                statics.set(
                    "clockSeqAndNode", fresh -> fresh.number() >>> 2 | VARIANT | MULTICAST));
  }
}
