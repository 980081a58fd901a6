package dev.diverge.integrations.jdk;

import static dev.diverge.integrations.Bond.bindOnce;
import static dev.diverge.integrations.Bond.free;
import static dev.diverge.integrations.Bond.refuse;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/**
 * Two clones that go on with one TLS connection encrypt different bytes under one key and one
 * nonce: whoever sees both reads both. So a connection sends nothing after the epoch its handshake
 * began in. It is checked where it encrypts, so a transition does not grow with connections.
 *
 * <p>A connection has one record object, through which passes all that is sent: data, alerts, key
 * updates, renegotiation. That object is told of a protocol version when a handshake begins, before
 * any key is made, which binds it.
 */
public final class JdkTlsConnections implements Integration {

  private static final String ENCODE =
      "encode([Ljava/nio/ByteBuffer;II[Ljava/nio/ByteBuffer;II)Lsun/security/ssl/Ciphertext;";
  private static final int DESTINATIONS = 4;

  @Override
  public void describe(Library library) {
    library
        .name("jdk-tls-connections")
        .severity(Severity.SECURITY)
        .provokedBy("dev.diverge.integrations.jdk.JdkTlsProvocation")
        .state("live TLS and DTLS connections of SSLSocket and SSLEngine: keys and nonces")
        .reset("nothing more is sent on them: an SSLException, and the connection is closed")
        .limits("what is received is still read; a drill ends live connections too");
    library
        .bonded("sun.security.ssl.OutputRecord")
        .bonds(
            free("(Lsun/security/ssl/HandshakeHash;Lsun/security/ssl/SSLCipher$SSLWriteCipher;)V"),
            bindOnce("setHelloVersion(Lsun/security/ssl/ProtocolVersion;)V"),
            refuse("encrypt(Lsun/security/ssl/SSLCipher$SSLWriteCipher;BI)J", 0, null));
    library
        .bonded("sun.security.ssl.SSLEngineOutputRecord")
        .carriedBy("sun.security.ssl.OutputRecord")
        .bonds(refuse(ENCODE, DESTINATIONS, "fragmenter"));
    library
        .bonded("sun.security.ssl.DTLSOutputRecord")
        .carriedBy("sun.security.ssl.OutputRecord")
        .bonds(refuse(ENCODE, DESTINATIONS, "fragmenter"));
  }
}
