package dev.diverge.integrations.pools;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/** Pools that lend what they have: its sockets are cut, and whoever is lent one finds that out. */
public final class UnresetPools implements Integration {

  private static final String[] POOLS = {
    "com.alibaba.druid.pool.DruidDataSource",
    "com.jolbox.bonecp.BoneCP",
    "com.mchange.v2.c3p0.impl.AbstractPoolBackedDataSource",
    "io.agroal.pool.ConnectionPool",
    "org.apache.commons.pool.impl.GenericKeyedObjectPool",
    "org.apache.commons.pool.impl.GenericObjectPool",
    "org.h2.jdbcx.JdbcConnectionPool",
    "org.jboss.jca.core.connectionmanager.pool.AbstractPool",
    "org.logicalcobwebs.proxool.ConnectionPool",
    "org.mariadb.jdbc.pool.InternalPool",
    "org.mariadb.jdbc.pool.Pool",
    "org.postgresql.ds.PGPoolingDataSource",
    "org.vibur.dbcp.ViburDBCPDataSource",
    "oracle.ucp.jdbc.PoolDataSourceImpl",
    "reactor.pool.SimpleDequePool"
  };

  @Override
  public void describe(Library library) {
    library
        .name("unreset-pools")
        .severity(Severity.SECURITY)
        .state(
            "the idle connections of Agroal, BoneCP, c3p0, Commons Pool 1 (DBCP 1), Druid, H2,"
                + " IronJacamar, MariaDB, Oracle UCP, PostgreSQL's pool, Proxool, Reactor Pool"
                + " (R2DBC) and Vibur")
        .uncovered(
            "those that leave the machine are cut as sockets= says, but stay in the pool until it"
                + " tests them: have it test what it lends, or register its reset"
                + " (docs/registering-state.md)");
    for (String pool : POOLS) {
      library.type(pool);
    }
  }
}
