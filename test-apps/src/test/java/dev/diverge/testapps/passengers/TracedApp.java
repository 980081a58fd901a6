package dev.diverge.testapps.passengers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.diverge.testapps.forklab.EmitterSet;
import dev.diverge.testapps.forklab.Emitters;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/**
 * A web application that asks its peer for each answer; then, in the clones, where no server's
 * threads are, the calls to that peer alone.
 *
 * @param peer the port of an {@link EchoPeer}
 * @param digitsOfTime see {@link Passenger}
 */
record TracedApp(int peer, int digitsOfTime) implements EmitterSet {
  private static final String VERSION = "00-";
  private static final int ID = 32;

  @Override
  public void describe(Emitters emitters) throws IOException {
    String served = serveOnce(peer);
    if (!served.startsWith(VERSION)) {
      throw new IllegalStateException("not traced: " + served);
    }
    emitters.add("trace", () -> call(peer).substring(VERSION.length() + digitsOfTime));
    emitters.add("trace id", () -> call(peer).substring(VERSION.length() + digitsOfTime, ID));
  }

  private static String serveOnce(int peer) throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(anyPort, 0);
    server.createContext("/", exchange -> answer(exchange, call(peer)));
    server.start();
    try {
      return call(server.getAddress().getPort());
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** What the passengers are told to trace. */
  static String call(int port) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) new URL("http://127.0.0.1:" + port + "/").openConnection();
    try (InputStream body = connection.getInputStream()) {
      return new String(body.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
