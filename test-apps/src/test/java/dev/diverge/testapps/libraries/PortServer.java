package dev.diverge.testapps.libraries;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A server that answers with the port that a request came from. */
final class PortServer {

  private PortServer() {}

  /** The port that it listens to. */
  static int start() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    HttpServer server = HttpServer.create(new InetSocketAddress(here, 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String from = "" + exchange.getRemoteAddress().getPort();
          byte[] answer = from.getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server.getAddress().getPort();
  }
}
