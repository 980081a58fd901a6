package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** The Cassandra driver computes clock sequence and node of its time-based UUIDs once. */
public final class CassandraUuids implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("cassandra-uuids")
        .verifiedOn("com.datastax.oss:java-driver-core", "4.11.0", "4.17.0")
        .verifiedOn("org.apache.cassandra:java-driver-core", "4.18.0", "4.19.2")
        .verifiedOn("com.datastax.cassandra:cassandra-driver-core", "2.1.10", "3.11.5")
        .state("clock sequence and node of Uuids.timeBased()")
        .reset("drawn anew; the last timestamp is left alone");
    library
        .type("com.datastax.oss.driver.api.core.uuid.Uuids")
        .checked("timeBased")
        .onClone(statics -> statics.run(CassandraUuids::renew));
    library
        .type("com.datastax.driver.core.utils.UUIDs")
        .checked("timeBased")
        .onClone(statics -> statics.set("CLOCK_SEQ_AND_NODE", TimeBasedUuid::lowHalf));
  }

  private static void renew(Instance uuids, Fresh fresh) throws Exception {
    uuids
        .get("CLOCK_SEQ_AND_NODE")
        .set("val", TimeBasedUuid.lowHalf(fresh))
        .set("initialized", true);
  }
}
