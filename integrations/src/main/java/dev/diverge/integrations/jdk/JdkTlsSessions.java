package dev.diverge.integrations.jdk;

import static dev.diverge.integrations.Bond.affirm;
import static dev.diverge.integrations.Bond.bind;
import static dev.diverge.integrations.Bond.deny;
import static dev.diverge.integrations.Bond.inherit;
import static dev.diverge.integrations.Reset.clear;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/** What a later TLS handshake would take from an earlier one, in every SSLContext. */
public final class JdkTlsSessions implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("jdk-tls-sessions")
        .severity(Severity.SECURITY)
        .provokedBy("dev.diverge.integrations.jdk.JdkTlsProvocation")
        .state("TLS sessions to resume, of clients and servers; ticket keys; cookie secrets")
        .reset("no session of an earlier epoch is resumed; keys and secrets are made anew")
        .limits("sessions stay in the caches, unused, until they time out");
    // Asked by both sides before they resume, whichever cache or ticket the session came from. A
    // session that a ticket brings over a connection of an earlier epoch is a copy of that one's.
    library
        .bonded("sun.security.ssl.SSLSessionImpl")
        .bonds(
            bind(
                "(Lsun/security/ssl/HandshakeContext;Lsun/security/ssl/CipherSuite;"
                    + "Lsun/security/ssl/SessionId;J)V"),
            bind("(Lsun/security/ssl/HandshakeContext;Ljava/nio/ByteBuffer;)V"),
            inherit("(Lsun/security/ssl/SSLSessionImpl;Lsun/security/ssl/SessionId;)V"),
            deny("isRejoinable()Z"));

    // The keys of stateless tickets: replaced when next wanted, old tickets find none.
    library
        .bonded("sun.security.ssl.SessionTicketExtension$StatelessKey")
        .bonds(
            bind("(Lsun/security/ssl/HandshakeContext;I)V"),
            affirm("isExpired()Z"),
            affirm("isInvalid(Ljavax/net/ssl/SSLSessionContext;)Z"));

    library
        .jdkType("sun.security.ssl.HelloCookieManager$Builder")
        .made("(Ljava/security/SecureRandom;)V")
        .drawn("valueOf(Lsun/security/ssl/ProtocolVersion;)Lsun/security/ssl/HelloCookieManager;")
        .reset(
            clear("d10HelloCookieManager"),
            clear("d13HelloCookieManager"),
            clear("t13HelloCookieManager"));

    library
        .jdkType("sun.security.ssl.EphemeralKeyManager$EphemeralKeyPair")
        .made("(Ljava/security/KeyPair;)V")
        .drawn("getKeyPair()Ljava/security/KeyPair;")
        .reset(clear("keyPair"));
  }
}
