package dev.diverge.testapps.libraries;

import dev.diverge.testapps.tls.EnginePair;
import dev.diverge.testapps.tls.Identity;
import dev.diverge.testapps.tls.TlsContexts;
import dev.diverge.testlab.Emitters;
import dev.diverge.testlab.JavaHome;
import java.io.IOException;
import java.nio.file.Files;
import java.security.Provider;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.conscrypt.Conscrypt;

@Versions(
    value = {
      "org.conscrypt:conscrypt-openjdk-uber:2.0.0",
      "org.conscrypt:conscrypt-openjdk-uber:2.5.2",
      "org.conscrypt:conscrypt-openjdk-uber:2.6.0",
      "org.conscrypt:conscrypt-openjdk-uber:2.9.0"
    },
    unforked = true)
class ConscryptTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) throws Exception {
    Identity identity = Identity.make(JavaHome.running(), Files.createTempDirectory("key"));
    Provider conscrypt = Conscrypt.newProvider();
    for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
      emitters
          .add(
              "what a client of " + protocol + " resumes",
              () -> clientWithSession(contexts(identity, conscrypt), protocol),
              client -> ClientHello.resumes(engine(client), protocol))
          .slow();
    }
    if (OpenSslClient.isThere()) {
      for (String options : new String[] {"-tls1_2", "-tls1_2 -no_ticket", "-tls1_3"}) {
        emitters
            .add(
                "what a server resumes: s_client " + options,
                () -> new OpenSslClient(server(contexts(identity, conscrypt)), options.split(" ")),
                OpenSslClient::connect)
            .slow();
      }
    }
  }

  private static TlsContexts contexts(Identity identity, Provider provider) throws Exception {
    return new TlsContexts(
        identity, SSLContext.getInstance("TLS", provider), SSLContext.getInstance("TLS", provider));
  }

  private static SSLContext clientWithSession(TlsContexts contexts, String protocol)
      throws Exception {
    new EnginePair(
            engine(contexts.client()), allowTickets(contexts.server().createSSLEngine()), protocol)
        .greet();
    return contexts.client();
  }

  private static SSLEngine engine(SSLContext client) {
    return allowTickets(client.createSSLEngine("localhost", 443));
  }

  private static int server(TlsContexts contexts) throws IOException {
    return EngineServer.start(() -> allowTickets(contexts.server().createSSLEngine()));
  }

  private static SSLEngine allowTickets(SSLEngine engine) {
    Conscrypt.setUseSessionTickets(engine, true);
    return engine;
  }
}
