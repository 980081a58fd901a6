package dev.diverge.integrations.pools;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Severity;
import java.util.Collection;

/**
 * A retryable write is known to MongoDB by its session and a number in it. Two clones that go on
 * with one session write under the same name, and of two such writes the server does the first.
 */
public final class MongoPools implements Integration {

  private static final String INTERNAL = "com.mongodb.internal.";

  @Override
  public void describe(Library library) {
    library
        .name("mongodb-driver")
        .verifiedOn("org.mongodb:mongodb-driver-core", "4.0.0", "5.14.0")
        .severity(Severity.SECURITY)
        .state("the connections of a client, and its pool of server sessions")
        .reset(
            "idle connections are closed, those in use when they come back; so sessions are"
                + " dropped, and the server is not told")
        .limits(
            "a ClientSession that the application holds across the clone keeps its name: its"
                + " retryable writes can be taken for another clone's");
    library
        .type(INTERNAL + "session.ServerSessionPool")
        .borrowing("get")
        .phase(Phase.POOLS)
        .onCloneEach(pool -> pool.run(MongoPools::dropIdle));
    library
        .type(INTERNAL + "session.ServerSessionPool$ServerSessionImpl")
        .phase(Phase.POOLS)
        .onCloneEach(session -> session.set("dirty", fresh -> true)); // it is not kept any more
    library
        .type(INTERNAL + "connection.DefaultConnectionPool")
        .borrowing("get")
        .phase(Phase.POOLS)
        .onCloneEach(pool -> pool.run(MongoPools::invalidate));
  }

  private static void dropIdle(Instance pool, Fresh fresh) throws Exception {
    boolean before47 = pool.hasField("serverSessionPool");
    Instance idle = before47 ? pool.get("serverSessionPool") : pool;
    idle.get("available").as(Collection.class).clear();
  }

  /** An invalidated pool lends nothing until it is told that the server is well: it was. */
  private static void invalidate(Instance pool, Fresh fresh) throws Exception {
    if (pool.hasMethod("ready")) {
      pool.call("invalidate", (Object) null);
      pool.call("ready");
    } else {
      pool.call("invalidate"); // before 4.4
    }
  }
}
