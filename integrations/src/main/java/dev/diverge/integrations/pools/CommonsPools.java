package dev.diverge.integrations.pools;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Severity;

/** What pools of Commons Pool hold is mostly connections: those of DBCP and of Jedis are. */
public final class CommonsPools implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("commons-pool2")
        .verifiedOn("org.apache.commons:commons-pool2", "2.0", "2.13.1")
        .severity(Severity.SECURITY)
        .state("the idle objects of a pool: connections of DBCP2, of Jedis and of others")
        .reset("destroyed; the next borrower gets a new one")
        .limits(
            "an object in use comes back as it is: DBCP2 tests what it lends unless told not to,"
                + " Jedis throws away what broke");
    for (String pool : new String[] {"GenericObjectPool", "GenericKeyedObjectPool"}) {
      library
          .type("org.apache.commons.pool2.impl." + pool)
          .borrowing("borrowObject")
          .phase(Phase.POOLS)
          .onCloneEach(state -> state.call("clear"));
    }
  }
}
