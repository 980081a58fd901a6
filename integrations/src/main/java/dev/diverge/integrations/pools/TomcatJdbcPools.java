package dev.diverge.integrations.pools;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Severity;

/** Tomcat's JDBC pool tests nothing unless it is told to. */
public final class TomcatJdbcPools implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("tomcat-jdbc")
        .verifiedOn("org.apache.tomcat:tomcat-jdbc", "8.5.20", "11.0.27")
        .severity(Severity.SECURITY)
        .state("the connections of a pool")
        .reset("purged: idle ones at once, those in use when they come back");
    library
        .type("org.apache.tomcat.jdbc.pool.ConnectionPool")
        .borrowing("getConnection")
        .phase(Phase.POOLS)
        .onCloneEach(pool -> pool.call("purge"));
  }
}
