package dev.diverge.testapps.demo.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.diverge.testapps.vmlab.LabTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * Serves the board on loopback, to this machine's browsers alone: a page of elsewhere that has one
 * send its forms here, or that calls this address by a name of its own, is refused.
 */
public final class WebDemo implements AutoCloseable {
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Type", "text/html; charset=utf-8",
          "Content-Security-Policy",
              "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors"
                  + " 'none'",
          "Cache-Control", "no-store",
          "Referrer-Policy", "same-origin");

  private final Board board;
  private final HttpServer server;
  private final Set<String> hosts;

  private WebDemo(Board board, int port) throws IOException {
    this.board = board;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    hosts = Set.of("127.0.0.1:" + port(), "localhost:" + port(), "[::1]:" + port());
    server.createContext("/", this::answer);
  }

  /**
   * Serves until it is closed.
   *
   * @param port 0 for any that is free
   * @throws IOException if the port is taken
   */
  public static WebDemo serve(Board board, int port) throws IOException {
    WebDemo demo = new WebDemo(board, port);
    demo.server.start();
    return demo;
  }

  /** Where it is, on 127.0.0.1. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!isOurs(exchange)) {
        send(exchange, 403, BoardPage.ofTrouble("this page is for 127.0.0.1"));
      } else if (exchange.getRequestMethod().equals("POST")) {
        act(exchange);
      } else if (exchange.getRequestURI().getPath().equals("/")) {
        send(exchange, 200, board.page());
      } else {
        send(exchange, 404, BoardPage.ofTrouble("there is nothing else here"));
      }
    }
  }

  private boolean isOurs(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    String origin = exchange.getRequestHeaders().getFirst("Origin");
    return host != null
        && hosts.contains(host)
        && (origin == null || origin.equals("http://" + host));
  }

  /** A reload of what follows does not do it again. */
  private void act(HttpExchange exchange) throws IOException {
    try {
      switch (exchange.getRequestURI().getPath()) {
        case "/clone" -> board.thaw();
        case "/serve" -> board.askAll();
        default -> board.startOver();
      }
    } catch (LabTrouble | UncheckedIOException e) {
      send(exchange, 500, BoardPage.ofTrouble(String.valueOf(e.getMessage())));
      return;
    }
    exchange.getResponseHeaders().set("Location", "/");
    exchange.sendResponseHeaders(303, -1);
  }

  private static void send(HttpExchange exchange, int status, String page) throws IOException {
    byte[] body = page.getBytes(StandardCharsets.UTF_8);
    HEADERS.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    board.close();
  }
}
