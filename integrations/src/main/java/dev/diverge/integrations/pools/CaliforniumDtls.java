package dev.diverge.integrations.pools;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Severity;

/** DTLS has no connection to cut: two clones would send under one key and sequence number. */
public final class CaliforniumDtls implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("californium-dtls")
        .severity(Severity.SECURITY)
        .verifiedOn("org.eclipse.californium:scandium", "3.0.0", "3.14.0")
        .state("the DTLS connections and sessions of a connector: keys and sequence numbers")
        .reset("forgotten; the next message shakes hands anew")
        .limits(
            "a server waits for its clients to shake hands anew: it answers none of them before");
    library
        .type("org.eclipse.californium.scandium.DTLSConnector")
        .noticed("send")
        .phase(Phase.CONNECTIONS)
        .onCloneEach(each -> each.call("clearConnectionState"));
  }
}
