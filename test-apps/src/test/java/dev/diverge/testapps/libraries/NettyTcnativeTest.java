package dev.diverge.testapps.libraries;

import dev.diverge.testapps.tls.EnginePair;
import dev.diverge.testapps.tls.Identity;
import dev.diverge.testlab.Emitters;
import dev.diverge.testlab.JavaHome;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSslServerContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Files;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;

@Versions(
    value = {
      "io.netty:netty-handler:4.1.42.Final"
          + " + io.netty:netty-tcnative-boringssl-static:2.0.26.Final",
      "io.netty:netty-handler:4.2.20.Final"
          + " + io.netty:netty-tcnative-boringssl-static:2.0.84.Final"
    },
    unforked = true)
class NettyTcnativeTest implements LibraryTest {
  private static final int BYTES = OpenSslSessionTicketKey.NAME_SIZE;

  @Override
  public void describe(Emitters emitters) throws Exception {
    Identity identity = Identity.make(JavaHome.running(), Files.createTempDirectory("key"));
    for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
      emitters
          .add(
              "what a client of " + protocol + " resumes",
              () -> clientWithSession(identity, protocol),
              client -> ClientHello.resumes(engine(client), protocol))
          .slow();
    }
    if (OpenSslClient.isThere()) {
      server(emitters, "session of TLSv1.2", "-tls1_2", identity, context -> {});
      server(emitters, "ticket of TLSv1.2", "-tls1_2", identity, NettyTcnativeTest::setTicketKey);
      server(emitters, "ticket of TLSv1.3", "-tls1_3", identity, NettyTcnativeTest::setTicketKey);
      server(
          emitters,
          "ticket of TLSv1.3 under BoringSSL's key",
          "-tls1_3",
          identity,
          NettyTcnativeTest::allowTickets);
    }
  }

  private static SslContext clientWithSession(Identity identity, String protocol) throws Exception {
    if (!Loose.exists("io.netty.handler.ssl.OpenSslSessionCache")) {
      throw new UnsupportedOperationException("its clients resume nothing");
    }
    SslContext client =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.OPENSSL)
            .trustManager(identity.x509())
            .build();
    new EnginePair(
            engine(client), serverContext(identity).newEngine(ByteBufAllocator.DEFAULT), protocol)
        .greet();
    return client;
  }

  private static SSLEngine engine(SslContext client) {
    return client.newEngine(ByteBufAllocator.DEFAULT, "localhost", 443);
  }

  private static SslContext serverContext(Identity identity) throws Exception {
    return SslContextBuilder.forServer(identity.privateKey(), identity.x509())
        .sslProvider(SslProvider.OPENSSL)
        .protocols("TLSv1.2", "TLSv1.3")
        .build();
  }

  private static void allowTickets(OpenSslServerContext context) {
    try {
      context.sessionContext().setTicketKeys();
    } catch (IllegalArgumentException e) {
      throw new UnsupportedOperationException("it must be given a key", e);
    }
  }

  private static void setTicketKey(OpenSslServerContext context) {
    byte[] anything = new byte[BYTES];
    context
        .sessionContext()
        .setTicketKeys(new OpenSslSessionTicketKey(anything, anything, anything));
  }

  private static void server(
      Emitters emitters,
      String name,
      String option,
      Identity identity,
      Consumer<OpenSslServerContext> settings) {
    emitters
        .add(
            "what a server resumes: " + name,
            () -> {
              SslContext context = serverContext(identity);
              settings.accept((OpenSslServerContext) context);
              return new OpenSslClient(
                  EngineServer.start(() -> context.newEngine(ByteBufAllocator.DEFAULT)), option);
            },
            OpenSslClient::connect)
        .slow();
  }
}
