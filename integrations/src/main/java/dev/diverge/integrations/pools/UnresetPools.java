package dev.diverge.integrations.pools;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/** Pools that lend what they have: its sockets are cut, and whoever is lent one finds that out. */
public final class UnresetPools implements Integration {

  private static final String[] POOLS = {
    "com.linecorp.armeria.client.HttpChannelPool",
    "com.unboundid.ldap.sdk.LDAPConnectionPool",
    "org.jboss.jca.core.connectionmanager.pool.AbstractPool",
    "org.logicalcobwebs.proxool.ConnectionPool",
    "org.mariadb.jdbc.internal.util.pool.Pool",
    "org.mariadb.jdbc.pool.Pool",
    "org.vibur.dbcp.ViburDBCPDataSource",
    "oracle.ucp.jdbc.PoolDataSourceImpl"
  };

  @Override
  public void describe(Library library) {
    library
        .name("unreset-pools")
        .severity(Severity.SECURITY)
        .state(
            "the idle connections of Armeria, IronJacamar, MariaDB's pool, Oracle UCP, Proxool,"
                + " UnboundID's LDAP pool and Vibur")
        .uncovered(
            "those that leave the machine are cut as sockets= says, but stay in the pool until it"
                + " tests them: have it test what it lends, or register its reset"
                + " (docs/registering-state.md)");
    for (String pool : POOLS) {
      library.type(pool);
    }
  }
}
