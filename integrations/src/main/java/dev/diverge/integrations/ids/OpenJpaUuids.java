package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** OpenJPA's time-based UUIDs hold the host's address and a sequence. */
public final class OpenJpaUuids implements Integration {

  private static final int SEQUENCE_BITS = 14;

  @Override
  public void describe(Library library) {
    library
        .name("openjpa-uuids")
        .verifiedOn("org.apache.openjpa:openjpa-lib", "1.0.0", "4.1.1")
        .state("address and sequence of UUIDGenerator's UUIDs of type 1")
        .reset("drawn anew before the next UUID is made");
    library
        .type("org.apache.openjpa.lib.util.UUIDGenerator")
        .checked("next")
        .onClone(statics -> statics.run("_seq", OpenJpaUuids::renew));
  }

  private static void renew(Instance statics, Fresh fresh) throws Exception {
    if (statics.get("IP").value() instanceof byte[] address) {
      System.arraycopy(fresh.bytes(address.length), 0, address, 0, address.length);
    }
    statics.set("_seq", (short) fresh.bits(SEQUENCE_BITS));
  }
}
