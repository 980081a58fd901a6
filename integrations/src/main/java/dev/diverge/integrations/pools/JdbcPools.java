package dev.diverge.integrations.pools;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;
import java.util.Collection;
import java.util.Queue;

/** Pools of JDBC connections that lend what they have, tested or not. */
public final class JdbcPools implements Integration {

  private static final String C3P0 = "com.mchange.v2.c3p0.impl.AbstractPoolBackedDataSource";

  @Override
  public void describe(Library library) {
    library
        .name("jdbc-pools")
        .severity(Severity.SECURITY)
        .verifiedOn("com.alibaba:druid", "1.0.31", "1.2.28")
        .verifiedOn("com.mchange:c3p0", "0.9.5.5", "0.14.1")
        .verifiedOn("commons-pool:commons-pool", "1.6", "1.6")
        .verifiedOn("org.apache.tomcat:tomcat-dbcp", "11.0.18", "11.0.18")
        .verifiedOn("com.h2database:h2", "2.5.252", "2.5.252")
        .state(
            "the connections of Druid, Agroal, c3p0, BoneCP, H2's and PostgreSQL's own pools, and"
                + " of Commons Pool 1 (DBCP 1) and Tomcat's copy of DBCP")
        .reset("idle ones are closed; the next borrower gets a new one")
        .limits(
            "one in use comes back as it is, where the pool does not test it; Agroal flushes on a"
                + " thread of its own, so that a borrower may be quicker; BoneCP's and"
                + " PostgreSQL's are described by their code, and not tried");
    Borrowed.from(library, "com.alibaba.druid.pool.DruidDataSource", "getConnectionDirect")
        .onCloneEach(each -> each.run(JdbcPools::shrink));
    Borrowed.from(library, "io.agroal.pool.ConnectionPool", "getConnection")
        .onCloneEach(each -> each.run(JdbcPools::flush));
    Borrowed.from(library, C3P0, "getConnection")
        .onCloneEach(each -> each.call("softResetAllUsers"));
    for (String name : new String[] {"GenericObjectPool", "GenericKeyedObjectPool"}) {
      Borrowed.from(library, "org.apache.commons.pool.impl." + name, "borrowObject")
          .onCloneEach(each -> each.call("clear"));
    }
    CommonsPools.describe(library, "org.apache.tomcat.dbcp.pool2.");
    Borrowed.from(library, "com.jolbox.bonecp.BoneCP", "getConnection")
        .onCloneEach(each -> each.run(JdbcPools::terminate));
    Borrowed.from(library, "org.h2.jdbcx.JdbcConnectionPool", "getConnection")
        .onCloneEach(each -> each.run(JdbcPools::drop));
    Borrowed.from(library, "org.postgresql.ds.PGPoolingDataSource", "getConnection")
        .onCloneEach(
            each ->
                each.apply("available", Collection.class, (idle, fresh) -> idle.clear())
                    .under("lock"));
  }

  /** As far as Druid would let it grow, for so long: it keeps as many as are to be idle. */
  private static void shrink(Instance pool, Fresh fresh) throws Exception {
    int least = pool.get("minIdle").as(Integer.class);
    pool.set("minIdle", 0);
    try {
      pool.call("shrink", false);
    } finally {
      pool.set("minIdle", least);
    }
  }

  private static void flush(Instance pool, Fresh fresh) throws Exception {
    Instance modes = pool.type("io.agroal.api.AgroalDataSource$FlushMode");
    pool.call("flushPool", modes.get("GRACEFUL").value());
  }

  private static void terminate(Instance pool, Fresh fresh) throws Exception {
    if (pool.hasMethod("terminateAllConnections")) {
      pool.call("terminateAllConnections"); // before 0.8
    } else {
      pool.get("connectionStrategy").call("terminateAllConnections");
    }
  }

  private static void drop(Instance pool, Fresh fresh) throws Exception {
    Queue<?> idle = pool.get("recycledConnections").as(Queue.class);
    for (Instance each : pool.get("recycledConnections").each()) {
      if (idle.remove(each.value())) {
        each.itself().call("close");
      }
    }
  }
}
