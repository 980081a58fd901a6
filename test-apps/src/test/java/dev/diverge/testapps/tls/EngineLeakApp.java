package dev.diverge.testapps.tls;

import dev.diverge.testapps.forklab.JavaHome;
import java.nio.file.Files;
import javax.net.ssl.SSLContext;

/**
 * A million engines that live shortly, some with a handshake behind them; says whether the heap has
 * grown since the first of them.
 */
final class EngineLeakApp {

  private static final int ROUNDS = 10;
  private static final int ENGINES = 99_800;
  private static final int HANDSHAKES = 100;
  private static final long MUCH = 2 << 20;

  private EngineLeakApp() {}

  public static void main(String[] args) throws Exception {
    Identity identity = Identity.make(JavaHome.running(), Files.createTempDirectory("engines"));
    long first = 0;
    for (int round = 0; round < ROUNDS; round++) {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, null, null);
      for (int i = 0; i < ENGINES; i++) {
        context.createSSLEngine();
      }
      TlsContexts contexts = new TlsContexts(identity, "TLS");
      for (int i = 0; i < HANDSHAKES; i++) {
        new EnginePair(contexts, "TLSv1.3");
      }
      if (round == 0) {
        first = used();
      }
    }
    long grown = used() - first;
    System.out.println(grown < MUCH ? "not grown" : "grown by " + grown);
  }

  private static long used() {
    System.gc();
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
