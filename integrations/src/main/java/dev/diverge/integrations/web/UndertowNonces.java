package dev.diverge.integrations.web;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/**
 * Undertow knows a nonce of HTTP's digest authentication as its own by a hash with a secret, also
 * one that it has not met. A clone with the same secret takes another's, so that a request that was
 * made to one can be sent again to each of the others.
 */
public final class UndertowNonces implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("undertow-nonces")
        .severity(Severity.SECURITY)
        .verifiedOn("io.undertow:undertow-core", "2.2.0.Final", "2.4.4.Final")
        .state("the secret by which Undertow knows its nonces of digest authentication")
        .reset("drawn anew: no clone takes a nonce that another one gave")
        .limits("who has a nonce from before the clone is asked once more");
    library
        .type("io.undertow.security.impl.SimpleNonceManager")
        .noticed("generateHash")
        .onCloneEach(
            nonces -> nonces.set("secret", fresh -> fresh.uuid().toString() + fresh.uuid()));
  }
}
