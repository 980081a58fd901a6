package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** Geronimo's transactions are known by what their factory drew, and a counter. */
public final class TransactionIds implements Integration {

  private static final int DRAWN = 8;
  private static final int DRAWN_BYTES = 6;

  @Override
  public void describe(Library library) {
    library
        .name("geronimo-xids")
        .verifiedOn("org.apache.geronimo.components:geronimo-transaction", "4.0.0", "4.0.0")
        .state("what a factory of Xids drew, by which transactions are named")
        .reset("drawn anew before the next Xid is made")
        .limits(
            "a name that was given to the transaction manager is replaced in part: where clones"
                + " recover transactions, give each a name and a log folder of its own");
    library
        .type("org.apache.geronimo.transaction.manager.XidFactoryImpl")
        .drawn("createXid", "createBranch")
        .onCloneEach(each -> each.run(TransactionIds::renew));
  }

  private static void renew(Instance factory, Fresh fresh) throws Exception {
    byte[] id = factory.get("baseId").as(byte[].class);
    System.arraycopy(fresh.bytes(DRAWN_BYTES), 0, id, DRAWN, DRAWN_BYTES);
  }
}
