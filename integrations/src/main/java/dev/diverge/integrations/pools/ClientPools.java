package dev.diverge.integrations.pools;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;
import java.util.Collection;

/**
 * Pools of clients that hear of an end on a thread of their own, and lend what they have till then.
 */
public final class ClientPools implements Integration {

  private static final Idle ALL = new Idle();

  @Override
  public void describe(Library library) {
    library
        .name("client-pools")
        .severity(Severity.SECURITY)
        .verifiedOn("io.netty:netty-transport", "4.1.42.Final", "4.2.20.Final")
        .verifiedOn("org.eclipse.jetty:jetty-client", "11.0.26", "12.1.14")
        .verifiedOn("org.asynchttpclient:async-http-client", "2.12.4", "3.0.14")
        .state(
            "the idle connections of Jetty's client, of AsyncHttpClient and of Netty's channel"
                + " pools, which AWS's SDK and others lend from")
        .reset("closed; the next request opens a new one")
        .limits("a connection in use comes back as it is");
    Borrowed.from(library, "*.channel.pool.SimpleChannelPool", "acquire")
        .onCloneEach(each -> each.run((pool, fresh) -> close(pool.get("deque"))));
    Borrowed.from(library, "org.eclipse.jetty.client.AbstractConnectionPool", "acquire")
        .onCloneEach(each -> each.run(ClientPools::closeJettys));
    Borrowed.from(library, "org.asynchttpclient.netty.channel.DefaultChannelPool", "poll")
        .onCloneEach(each -> each.call("flushPartitions", fresh -> ALL));
  }

  /** What others take from at the same time. */
  private static void close(Instance channels) throws Exception {
    Collection<?> idle = channels.as(Collection.class);
    for (Instance each : channels.each()) {
      if (idle.remove(each.value())) {
        each.itself().call("close");
      }
    }
  }

  /** One that is closed leaves its pool. */
  private static void closeJettys(Instance pool, Fresh fresh) throws Exception {
    for (Instance each : pool.call("getIdleConnections").each()) {
      each.itself().call("close");
    }
  }
}
