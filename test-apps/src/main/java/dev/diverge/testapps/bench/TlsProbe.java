package dev.diverge.testapps.bench;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.diverge.testapps.tls.EnginePair;
import dev.diverge.testapps.tls.Identity;
import dev.diverge.testapps.tls.TlsContexts;
import dev.diverge.testlab.JavaHome;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS 1.3: a record of 16 kB through a pair of engines, a full handshake of one, a request of 64 kB
 * from an HTTPS server on a connection that is kept. Prints the nanoseconds of each, the quickest
 * of its batches, on one line.
 */
public final class TlsProbe {

  // Past the agent's test of its hooks, 10 s after the start, which sends compiled code back to the
  // interpreter once, as a clone does.
  private static final long WARM_UP_NANOS = 20_000_000_000L;
  private static final int BATCHES = 10;
  private static final int RECORDS = 2_000;
  private static final int HANDSHAKES = 60;
  private static final int REQUESTS = 1_000;
  private static final byte[] RECORD = new byte[16_000];
  private static final byte[] BODY = new byte[64_000];

  private TlsProbe() {}

  public static void main(String[] arguments) throws Exception {
    System.setProperty("sun.net.httpserver.nodelay", "true"); // or a request takes 40 ms
    Identity identity = Identity.make(JavaHome.running(), Files.createTempDirectory("tls-probe"));
    TlsContexts contexts = new TlsContexts(identity, "TLS");
    EnginePair pair = new EnginePair(contexts, "TLSv1.3");
    HttpsServer server = server(contexts);
    URL url = URI.create("https://localhost:" + server.getAddress().getPort() + "/").toURL();
    SSLSocketFactory factory = contexts.client().getSocketFactory(); // connections are kept by it
    double[] best = new double[3];
    Arrays.fill(best, Double.MAX_VALUE);
    for (long began = System.nanoTime(); System.nanoTime() - began < WARM_UP_NANOS; ) {
      batch(pair, identity, factory, url);
    }
    for (int i = 0; i < BATCHES; i++) {
      double[] nanos = batch(pair, identity, factory, url);
      for (int k = 0; k < best.length; k++) {
        best[k] = Math.min(best[k], nanos[k]);
      }
    }
    System.out.println(best[0] + " " + best[1] + " " + best[2]);
    server.stop(0);
  }

  private static double[] batch(
      EnginePair pair, Identity identity, SSLSocketFactory factory, URL url) throws Exception {
    return new double[] {records(pair), handshakes(identity), requests(factory, url)};
  }

  private static double records(EnginePair pair) throws SSLException {
    ByteBuffer plain = ByteBuffer.allocate(1 << 15);
    long began = System.nanoTime();
    for (int i = 0; i < RECORDS; i++) {
      plain.clear();
      pair.server().unwrap(ByteBuffer.wrap(pair.clientRecord(RECORD)), plain);
      if (plain.position() != RECORD.length) {
        throw new SSLException("another length came out: " + plain.position());
      }
    }
    return (System.nanoTime() - began) / (double) RECORDS;
  }

  /** With contexts of their own, which know no session to resume. */
  private static double handshakes(Identity identity) throws Exception {
    TlsContexts[] fresh = new TlsContexts[HANDSHAKES];
    for (int i = 0; i < HANDSHAKES; i++) {
      fresh[i] = new TlsContexts(identity, "TLS");
    }
    long began = System.nanoTime();
    for (TlsContexts contexts : fresh) {
      new EnginePair(contexts, "TLSv1.3");
    }
    return (System.nanoTime() - began) / (double) HANDSHAKES;
  }

  private static double requests(SSLSocketFactory factory, URL url) throws IOException {
    long began = System.nanoTime();
    for (int i = 0; i < REQUESTS; i++) {
      HttpsURLConnection request = (HttpsURLConnection) url.openConnection();
      request.setSSLSocketFactory(factory);
      try (InputStream in = request.getInputStream()) {
        if (in.readAllBytes().length != BODY.length) {
          throw new IOException("another body came back");
        }
      }
    }
    return (System.nanoTime() - began) / (double) REQUESTS;
  }

  private static HttpsServer server(TlsContexts contexts) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(contexts.server()));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, BODY.length);
          exchange.getResponseBody().write(BODY);
          exchange.close();
        });
    server.start();
    return server;
  }
}
