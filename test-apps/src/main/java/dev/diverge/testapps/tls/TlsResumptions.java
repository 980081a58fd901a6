package dev.diverge.testapps.tls;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import java.util.List;

/**
 * Contexts that have a session to resume, on both sides, when they are cloned. Each draw is two
 * handshakes, and what they were.
 *
 * @param identity the server's
 * @param stateless whether sessions are kept in tickets, not in the server's cache
 */
public record TlsResumptions(Identity identity, boolean stateless) implements EmitterSet {
  static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2", "DTLSv1.2");

  @Override
  public void describe(Emitters emitters) throws Exception {
    // Read when a context is made.
    System.setProperty("jdk.tls.server.enableSessionTicketExtension", "" + stateless);
    System.setProperty("jdk.tls.client.enableSessionTicketExtension", "" + stateless);
    for (String protocol : PROTOCOLS) {
      TlsContexts contexts = new TlsContexts(identity, protocol.startsWith("D") ? "DTLS" : "TLS");
      emitters
          .add(
              name(protocol),
              () -> handshake(contexts, protocol) + ", " + handshake(contexts, protocol))
          .onlyRecorded()
          .slow();
    }
  }

  String name(String protocol) {
    return protocol + (stateless ? " stateless" : " stateful") + " resumption";
  }

  private static String handshake(TlsContexts contexts, String protocol) throws Exception {
    int before = contexts.fullHandshakes();
    new EnginePair(contexts, protocol);
    return contexts.fullHandshakes() == before ? "resumed" : "full";
  }
}
