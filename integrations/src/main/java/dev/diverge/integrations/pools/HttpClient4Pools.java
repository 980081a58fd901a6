package dev.diverge.integrations.pools;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Severity;
import java.util.concurrent.TimeUnit;

/** Apache's client looks at an idle connection only after a while, and sends a POST but once. */
public final class HttpClient4Pools implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("apache-httpclient-4")
        .verifiedOn("org.apache.httpcomponents:httpclient", "4.3.6", "4.5.14")
        .verifiedOn("org.apache.httpcomponents:httpasyncclient", "4.0", "4.1.5")
        .severity(Severity.SECURITY)
        .state("the idle connections of a client")
        .reset("closed; the next request opens a new one")
        .limits("BasicHttpClientConnectionManager, which keeps one connection, is left alone");
    for (String pool : new String[] {"pool.AbstractConnPool", "nio.pool.AbstractNIOConnPool"}) {
      library
          .type("org.apache.http." + pool)
          .borrowing("lease")
          .phase(Phase.POOLS)
          .onCloneEach(
              each ->
                  each.run((state, fresh) -> state.call("closeIdle", 0L, TimeUnit.MILLISECONDS)));
    }
  }
}
