package dev.diverge.testapps.libraries;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A server that answers with the port that a request came from. */
final class PortServer {
  /** How long connections may lie idle; in seconds. */
  static final int PATIENCE = 600;

  /**
   * A flag of the JVM: idle connections are kept for this many seconds, not for 30, so that a
   * client on a slow machine can go on with its own. Such a client must be patient as well.
   */
  static final String PATIENT = "-Dsun.net.httpserver.idleInterval=" + PATIENCE;

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
