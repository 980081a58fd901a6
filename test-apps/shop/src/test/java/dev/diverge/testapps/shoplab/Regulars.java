package dev.diverge.testapps.shoplab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Queue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Customers who had a TLS session with the shop before it was cloned, and come back once each. */
final class Regulars {
  /** In milliseconds. */
  private static final int PATIENCE = 60_000;

  private final Queue<Regular> waiting = new ArrayDeque<>();

  Regulars(int number, int port) throws IOException {
    for (int i = 0; i < number; i++) {
      SSLContext own = Trust.context();
      waiting.add(new Regular(own, session(own, port)));
    }
  }

  private record Regular(SSLContext own, String before) {}

  /** The new session's name, or that the old one goes on: two clones may not both say that. */
  String visit(int port) throws IOException {
    Regular next = waiting.remove();
    String now = session(next.own(), port);
    return now.equals(next.before()) ? "that of before goes on" : now;
  }

  private static String session(SSLContext own, int port) throws IOException {
    try (Socket plain = new Socket()) {
      plain.setSoTimeout(PATIENCE);
      plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE);
      // By one name, whichever port it now goes by: or the customer would not think of resuming.
      try (SSLSocket socket =
          (SSLSocket) own.getSocketFactory().createSocket(plain, "shop", 443, true)) {
        socket.setEnabledProtocols(new String[] {"TLSv1.2"}); // whose sessions have names
        socket.startHandshake();
        return HexFormat.of().formatHex(socket.getSession().getId());
      }
    }
  }
}
