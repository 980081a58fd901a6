package dev.diverge.testapps.libraries;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A web server in the original that numbers its connections, and answers with the number. Forked
 * clones ask it as well. A port would not name a connection: the next clone may be given it again.
 */
final class NumberingServer {
  private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
  private int connections;

  private NumberingServer() throws IOException {}

  /** Its address. */
  static String start() throws IOException {
    NumberingServer server = new NumberingServer();
    inBackground(server::accept);
    return "http://127.0.0.1:" + server.listener.getLocalPort() + "/";
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void inBackground(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The client has gone, or the whole JVM is about to.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      Socket connection = listener.accept();
      int number = ++connections;
      inBackground(() -> answer(connection, "connection " + number));
    }
  }

  /** Requests without a body, one after the other. */
  private static void answer(Socket connection, String name) throws IOException {
    byte[] answer =
        ("HTTP/1.1 200 OK\r\nContent-Length: " + name.length() + "\r\n\r\n" + name)
            .getBytes(StandardCharsets.US_ASCII);
    try (connection) {
      BufferedReader requests =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
      for (String line; (line = requests.readLine()) != null; ) {
        if (line.isEmpty()) {
          connection.getOutputStream().write(answer);
        }
      }
    }
  }
}
