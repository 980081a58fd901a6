package dev.diverge.integrations.ids;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import java.util.concurrent.atomic.AtomicLong;

/** Ignite's own UUIDs are one UUID of the JVM's and a counter. */
public final class IgniteUuids implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("ignite-uuids")
        .verifiedOn("org.apache.ignite:ignite-core", "2.17.0", "2.17.0")
        .state("the JVM's UUID in IgniteUuid, and its counter")
        .reset("drawn anew before the next IgniteUuid is made")
        .limits("those of Ignite 3 begin with the node's name, which stays");
    library
        .type("org.apache.ignite.lang.IgniteUuid")
        .checked("randomUuid", "fromUuid", "vmId")
        .onClone(
            statics ->
                statics
                    .set("VM_ID", fresh -> fresh.uuid())
                    .apply(
                        "cntGen",
                        AtomicLong.class,
                        (counter, fresh) -> counter.set(fresh.number() >>> 8)));
    library
        .type("org.apache.ignite.internal.lang.IgniteUuidGenerator")
        .drawn("randomUuid", "fromUuid")
        .onCloneEach(
            each ->
                each.apply(
                    "cntGen",
                    AtomicLong.class,
                    (counter, fresh) -> counter.set(fresh.number() >>> 8)));
  }
}
