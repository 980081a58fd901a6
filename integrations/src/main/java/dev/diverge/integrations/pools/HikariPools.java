package dev.diverge.integrations.pools;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Severity;

/** HikariCP trusts a connection that was used within half a second, broken or not. */
public final class HikariPools implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("hikaricp")
        .verifiedOn("com.zaxxer:HikariCP", "3.4.5", "7.1.0")
        .severity(Severity.SECURITY)
        .state("the connections of a pool")
        .reset("idle ones are evicted at once, those in use when they come back");
    library
        .type("com.zaxxer.hikari.pool.HikariPool")
        .borrowing("getConnection")
        .phase(Phase.POOLS)
        .onCloneEach(pool -> pool.call("softEvictConnections"));
  }
}
