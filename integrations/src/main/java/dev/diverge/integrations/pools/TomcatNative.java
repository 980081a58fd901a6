package dev.diverge.integrations.pools;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/** Tomcat's APR connector makes its sockets, and its OpenSSL the TLS, in native code. */
public final class TomcatNative implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("tomcat-native")
        .severity(Severity.SECURITY)
        .state(
            "connections of Tomcat's APR connector; TLS sessions, ticket keys and the generator of its OpenSSL")
        .uncovered(
            "they are native: use Http11NioProtocol with JSSE (sslImplementationName), whose sockets and sessions are reset");
    library.type("org.apache.tomcat.util.net.AprEndpoint");
    library.type("org.apache.tomcat.util.net.openssl.OpenSSLContext");
    library.type("org.apache.tomcat.util.net.openssl.panama.OpenSSLContext");
  }
}
