package dev.diverge.testapps.tls;

import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** A server's context and a client's, who know each other. */
public final class TlsContexts {
  private final AtomicInteger fullHandshakes = new AtomicInteger();
  private final SSLContext server;
  private final SSLContext client;

  /**
   * Makes both.
   *
   * @param protocol {@code TLS} or {@code DTLS}
   */
  public TlsContexts(Identity identity, String protocol) throws GeneralSecurityException {
    this(identity, SSLContext.getInstance(protocol), SSLContext.getInstance(protocol));
  }

  /** Initialises both, of whatever provider. */
  public TlsContexts(Identity identity, SSLContext server, SSLContext client)
      throws GeneralSecurityException {
    this.server = server;
    this.client = client;
    server.init(new KeyManager[] {new OneKey(identity)}, new TrustManager[0], null);
    client.init(null, new TrustManager[] {new TrustOne(identity.x509(), fullHandshakes)}, null);
  }

  public SSLContext server() {
    return server;
  }

  public SSLContext client() {
    return client;
  }

  /** How often the client was shown the certificate: resumed handshakes do without. */
  public int fullHandshakes() {
    return fullHandshakes.get();
  }
}
