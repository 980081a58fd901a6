package dev.diverge.integrations.ids;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** Derby's UUIDs, of tables, statements and containers, are a time, a hash and a sequence. */
public final class DerbyUuids implements Integration {

  private static final int MAJOR_BITS = 48;

  @Override
  public void describe(Library library) {
    library
        .name("derby-uuids")
        .verifiedOn("org.apache.derby:derby", "10.1.1.0", "10.16.1.1")
        .state("what the UUIDs of a BasicUUIDFactory begin with")
        .reset("drawn anew before the next UUID is made");
    library
        .type("org.apache.derby.impl.services.uuid.BasicUUIDFactory")
        .drawn("createUUID")
        .onCloneEach(
            each -> each.set("majorId", fresh -> fresh.number() >>> (Long.SIZE - MAJOR_BITS)));
  }
}
