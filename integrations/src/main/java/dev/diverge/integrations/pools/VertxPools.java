package dev.diverge.integrations.pools;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Severity;

/** The pool below Vert.x's HTTP and SQL clients: it hears on its event loop that one was cut. */
public final class VertxPools implements Integration {

  private static final String BEFORE_5 = "io.vertx.core.net.impl.pool.";
  private static final int LONGEST = 500;
  private static final Idle ALL = new Idle();
  private static final String FROM_5 = "io.vertx.core.internal.pool.";

  @Override
  public void describe(Library library) {
    library
        .name("vertx-pools")
        .severity(Severity.SECURITY)
        .verifiedOn("io.vertx:vertx-core", "4.1.0", "5.2.3")
        .state("the idle connections of Vert.x's HTTP clients and of its SQL clients' pools")
        .reset("closed; the next request opens a new one")
        .limits(
            "a connection in use comes back as it is; the pools of SQL are described by their code,"
                + " and not tried");
    for (String place : new String[] {BEFORE_5, FROM_5}) {
      library
          .type(place + "SimpleConnectionPool")
          .borrowing("acquire")
          .phase(Phase.POOLS)
          .onCloneEach(each -> each.run(VertxPools::evict));
    }
  }

  /** As the clients do with what has idled for too long. */
  private static void evict(Instance pool, Fresh fresh) throws Exception {
    Instance promises = pool.type("io.vertx.core.Promise");
    Instance evicted = promises.call("promise");
    pool.call("evict", ALL, evicted.value());
    for (Instance each : result(evicted.call("future")).each()) {
      Instance connection = each.itself();
      if (connection.hasMethod("close")) {
        connection.call("close");
      } else {
        connection.call("close", promises.call("promise").value()); // SQL's
      }
    }
  }

  /** There already, unless another thread has the pool and does this after what it is at. */
  private static Instance result(Instance future) throws Exception {
    for (int waited = 0; !future.call("isComplete").as(Boolean.class); waited++) {
      if (waited == LONGEST) {
        throw new IllegalStateException("a pool of Vert.x is busy");
      }
      Thread.sleep(1);
    }
    return future.call("result");
  }
}
