package dev.diverge.integrations.crypto;

import static dev.diverge.integrations.Bond.bind;
import static dev.diverge.integrations.Bond.spend;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Severity;
import java.util.Map;

/**
 * Bouncy Castle's TLS, by its own API or as the provider BCJSSE: clones that go on with one
 * connection encrypt under one key and sequence number.
 */
public final class BouncyCastleTls implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("bouncy-castle-tls")
        .severity(Severity.SECURITY)
        .verifiedOn("org.bouncycastle:bctls-jdk18on", "1.71", "1.84")
        .state("live TLS connections: keys and sequence numbers; BCJSSE's sessions to resume")
        .reset(
            "nothing more is sent on them, unless stale-ciphers=allow: they fail with an internal"
                + " error; BCJSSE's caches of sessions are emptied")
        .limits("DTLS; BCJSSE's sessions are described by their code, and not tried");
    library.bonded("org.bouncycastle.tls.RecordStream").bonds(bind("<init>"), spend("writeRecord"));
    library
        .type("org.bouncycastle.jsse.provider.ProvSSLSessionContext")
        .phase(Phase.TICKET_KEYS)
        .onCloneEach(
            each ->
                each.apply("sessionsByID", Map.class, (sessions, fresh) -> sessions.clear())
                    .under("this")
                    .apply("sessionsByPeer", Map.class, (sessions, fresh) -> sessions.clear())
                    .under("this"));
  }
}
