package dev.diverge.testapps.tls;

import dev.diverge.testapps.answers.Growth;
import dev.diverge.testlab.JavaHome;
import java.nio.file.Files;
import javax.net.ssl.SSLContext;

/**
 * A million engines that live shortly, some with a handshake behind them; says whether the heap has
 * grown since the first of them.
 */
final class EngineLeakApp {

  private static final int ENGINES = 99_800;
  private static final int HANDSHAKES = 100;

  private EngineLeakApp() {}

  public static void main(String[] args) throws Exception {
    Identity identity = Identity.make(JavaHome.running(), Files.createTempDirectory("engines"));
    System.out.println(Growth.over(() -> make(identity)));
  }

  private static void make(Identity identity) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, null, null);
    for (int i = 0; i < ENGINES; i++) {
      context.createSSLEngine();
    }
    TlsContexts contexts = new TlsContexts(identity, "TLS");
    for (int i = 0; i < HANDSHAKES; i++) {
      new EnginePair(contexts, "TLSv1.3");
    }
  }
}
