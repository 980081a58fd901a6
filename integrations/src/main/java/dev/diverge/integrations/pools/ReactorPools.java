package dev.diverge.integrations.pools;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Severity;
import java.util.Collection;

/** The pool below R2DBC's and Reactor Netty's: it lends what it has. */
public final class ReactorPools implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("reactor-pool")
        .severity(Severity.SECURITY)
        .verifiedOn("io.projectreactor.addons:reactor-pool", "1.0.0", "1.2.8")
        .state("the idle objects of a pool: connections of R2DBC and of Reactor Netty")
        .reset("destroyed; the next borrower gets a new one")
        .limits("an object in use comes back as it is, where the pool does not test it");
    library
        .type("reactor.pool.SimpleDequePool")
        .borrowing("doAcquire")
        .phase(Phase.POOLS)
        .onCloneEach(each -> each.run(ReactorPools::destroy));
  }

  /** As its eviction does, whatever the predicate for that says. */
  private static void destroy(Instance pool, Fresh fresh) throws Exception {
    Instance resources = pool.get("idleResources");
    Collection<?> idle = resources.as(Collection.class);
    for (Instance each : resources.each()) {
      if (idle.remove(each.value())) {
        if (each.hasMethod("markDestroy")) {
          each.call("markDestroy");
        }
        if (pool.hasMethod("decrementIdle")) {
          pool.call("decrementIdle");
        }
        pool.call("destroyPoolable", each.value()).call("subscribe");
      }
    }
  }
}
