package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;

/** Axon's processors claim their segments under the node's name, which is the process's. */
public final class AxonNodes implements Integration {

  private static final String BEFORE_5 = "org.axonframework.eventhandling.tokenstore.";
  private static final String FROM_5 =
      "org.axonframework.messaging.eventhandling.processing.streaming.token.store.";
  private static final String[] METHODS = {
    "fetchToken", "storeToken", "releaseClaim", "extendClaim"
  };

  @Override
  public void describe(Library library) {
    library
        .name("axon-nodes")
        .verifiedOn("org.axonframework:axon-server-connector", "4.0", "4.12.1")
        .state("the node id under which token stores claim segments; Axon Server's client id")
        .reset("a random number is put behind it: no clone has a segment that it does not claim")
        .limits(
            "a segment claimed at the clone is free when its claim's time is over; the token stores"
                + " are described by their code, and not tried");
    for (String place : new String[] {BEFORE_5, FROM_5}) {
      for (String store : new String[] {"jdbc.JdbcTokenStore", "jpa.JpaTokenStore"}) {
        library
            .type(place + store)
            .noticed(METHODS)
            .phase(Phase.CONNECTIONS)
            .onCloneEach(each -> each.run("nodeId", (s, fresh) -> rename(s, "nodeId", fresh)));
      }
    }
    library
        .type("org.axonframework.axonserver.connector.AxonServerConfiguration")
        .noticed("getClientId")
        .phase(Phase.CONNECTIONS)
        .onCloneEach(each -> each.run("clientId", (s, fresh) -> rename(s, "clientId", fresh)));
  }

  private static void rename(Instance state, String field, Fresh fresh) throws Exception {
    state.set(field, Names.another(state.get(field).as(String.class), fresh));
  }
}
