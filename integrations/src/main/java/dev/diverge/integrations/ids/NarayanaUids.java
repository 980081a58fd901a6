package dev.diverge.integrations.ids;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import java.util.concurrent.atomic.AtomicInteger;

/** Narayana names transactions, and their XA branches, by the host, the process and a counter. */
public final class NarayanaUids implements Integration {

  private static final int COUNTER_BITS = 30; // at which it starts anew

  @Override
  public void describe(Library library) {
    library
        .name("narayana-uids")
        .verifiedOn("org.jboss.narayana.jta:narayana-jta", "5.0.0.Final", "7.3.4.Final")
        .state("host, process, start and counter of Uid, by which transactions are named")
        .reset("start and counter are drawn anew before the next Uid is made")
        .limits(
            "a transaction under way keeps its name; the node identifier stays: where clones recover"
                + " transactions of the same database, give each its own identifier and object"
                + " store");
    library
        .type("com.arjuna.ats.arjuna.common.Uid")
        .checked("()V")
        .onClone(
            statics ->
                statics
                    .set("initTime", fresh -> fresh.bits(Integer.SIZE - 1))
                    .apply(
                        "uidsCreated",
                        AtomicInteger.class,
                        (counter, fresh) -> counter.set(fresh.bits(COUNTER_BITS))));
  }
}
