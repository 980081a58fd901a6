package dev.diverge.integrations.pools;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Severity;

/** Apache's client looks at an idle connection only after a while, and sends a POST but once. */
public final class HttpClient5Pools implements Integration {

  /** One of the pools closes no more of a route's connections at a time. */
  private static final int CLOSED_AT_ONCE = 64;

  @Override
  public void describe(Library library) {
    library
        .name("apache-httpclient-5")
        .verifiedOn("org.apache.httpcomponents.client5:httpclient5", "5.0", "5.6.5")
        .severity(Severity.SECURITY)
        .state("the idle connections of a client")
        .reset("closed; the next request opens a new one");
    for (String pool : new String[] {"StrictConnPool", "LaxConnPool", "RouteSegmentedConnPool"}) {
      library
          .type("org.apache.hc.core5.pool." + pool)
          .borrowing("lease")
          .phase(Phase.POOLS)
          .onCloneEach(state -> state.run(HttpClient5Pools::closeIdle));
    }
  }

  private static void closeIdle(Instance pool, Fresh fresh) throws Exception {
    Instance now = pool.type("org.apache.hc.core5.util.TimeValue").get("ZERO_MILLISECONDS");
    int idle = pool.call("getTotalStats").call("getAvailable").as(Integer.class);
    for (int closed = 0; closed <= idle; closed += CLOSED_AT_ONCE) {
      pool.call("closeIdle", now.value());
    }
  }
}
