package dev.diverge.testapps.passengers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A web server with one answer. */
final class Peer implements AutoCloseable {
  private final HttpServer server;

  interface Answer {
    String to(HttpExchange exchange) throws IOException;
  }

  Peer(Answer answer) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, answer.to(exchange)));
    server.start();
  }

  /** Answers a request with the trace it was sent in. */
  static Peer echo() throws IOException {
    return new Peer(
        exchange ->
            Objects.requireNonNullElse(
                exchange.getRequestHeaders().getFirst("traceparent"), "no trace"));
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
