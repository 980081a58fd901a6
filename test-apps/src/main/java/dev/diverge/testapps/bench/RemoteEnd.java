package dev.diverge.testapps.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;

/** Takes connections of another process and does nothing with them, until there are too many. */
final class RemoteEnd implements AutoCloseable {

  private static final int MOST = 10_000;

  private final ServerSocket server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
  private final Deque<Socket> taken = new ArrayDeque<>();

  RemoteEnd() throws IOException {
    Thread thread = new Thread(this::accept, "remote end");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        taken.add(server.accept());
        if (taken.size() > MOST) {
          taken.remove().close();
        }
      }
    } catch (IOException closed) {
      // By whoever opened it.
    }
  }

  /** Those that it took go with this process. */
  @Override
  public void close() throws IOException {
    server.close();
  }
}
