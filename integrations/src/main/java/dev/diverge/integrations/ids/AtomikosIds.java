package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** Atomikos names transactions by the transaction manager's name, the time and a counter. */
public final class AtomikosIds implements Integration {

  /** A global transaction id's 64 bytes less the time and the counter. */
  private static final int ROOM_FOR_NAME = 40;

  private static final int RANDOM_DIGITS = 16;

  @Override
  public void describe(Library library) {
    library
        .name("atomikos-ids")
        .verifiedOn("com.atomikos:atomikos-util", "4.0.0", "6.0.0")
        .state("name and counter of each UniqueIdMgr, by which transactions are named")
        .reset("a random number is put behind the name, which is cut where both are too long")
        .limits(
            "a transaction under way keeps its id; the transaction manager's name, which recovery goes"
                + " by, stays: where clones recover transactions of the same database, give each its"
                + " own, and a log folder of its own");
    library
        .type("com.atomikos.util.UniqueIdMgr")
        .drawn("get")
        .onCloneEach(each -> each.run("commonPartOfId", AtomikosIds::rename));
  }

  private static void rename(Instance ids, Fresh fresh) throws Exception {
    String name = ids.get("commonPartOfId").as(String.class);
    String kept = name.substring(0, Math.min(name.length(), ROOM_FOR_NAME - RANDOM_DIGITS));
    ids.set("commonPartOfId", kept + String.format("%016x", fresh.number()));
  }
}
