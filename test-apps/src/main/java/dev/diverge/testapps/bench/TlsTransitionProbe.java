package dev.diverge.testapps.bench;

import dev.diverge.testapps.tls.EnginePair;
import dev.diverge.testapps.tls.Identity;
import dev.diverge.testapps.tls.TlsContexts;
import dev.diverge.testlab.GenerationPage;
import dev.diverge.testlab.JavaHome;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * In a JVM with the agent: makes TLS connections, raises the page, and draws; the drawing thread
 * runs the transition. Afterwards not one of the connections may send.
 *
 * <p>Arguments: the page's file, how many connections, in a tenth as many contexts for each end,
 * and how often. Prints microseconds, a line each time.
 */
public final class TlsTransitionProbe {

  private static final int EACH = 10;

  private TlsTransitionProbe() {}

  public static void main(String[] arguments) throws Exception {
    GenerationPage page = new GenerationPage(Path.of(arguments[0]));
    Identity identity = Identity.make(JavaHome.running(), Files.createTempDirectory("tls-probe"));
    List<TlsContexts> contexts = new ArrayList<>();
    List<SSLEngine> live = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      if (i % EACH == 0) {
        contexts.add(new TlsContexts(identity, "TLS"));
      }
      EnginePair pair = new EnginePair(contexts.get(i / EACH), "TLSv1.3");
      live.add(pair.client());
      live.add(pair.server());
    }
    Random random = new Random();
    long sum = random.nextInt();
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      page.write(System.nanoTime());
      long began = System.nanoTime();
      sum += random.nextInt();
      System.out.println((System.nanoTime() - began) / 1000.0);
    }
    for (SSLEngine engine : live) {
      mustRefuse(engine);
    }
    System.err.println("sum " + sum);
  }

  private static void mustRefuse(SSLEngine engine) {
    try {
      if (engine.wrap(ByteBuffer.allocate(16), ByteBuffer.allocate(1 << 15)).bytesProduced() == 0) {
        return;
      }
    } catch (SSLException refused) {
      return;
    }
    throw new IllegalStateException("a connection of an earlier epoch sends");
  }
}
