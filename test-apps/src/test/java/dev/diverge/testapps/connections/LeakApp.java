package dev.diverge.testapps.connections;

import dev.diverge.testapps.answers.Growth;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;

/** A million sockets that live shortly; says whether the heap has grown since the first of them. */
final class LeakApp {

  private static final int CHANNELS = 99_000;
  private static final int CONNECTIONS = 1_000;

  private LeakApp() {}

  public static void main(String[] args) throws Exception {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    System.out.println(Growth.over(() -> open(server)));
  }

  private static void open(ServerSocket server) throws IOException {
    for (int i = 0; i < CHANNELS; i++) {
      SocketChannel.open().close();
    }
    for (int i = 0; i < CONNECTIONS; i++) {
      try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
          Socket accepted = server.accept()) {
        socket.setSoLinger(true, 0); // leaves no port in TIME_WAIT
        accepted.setSoLinger(true, 0);
      }
    }
    System.gc();
    new Socket().close(); // what was found then is taken off the lists with the next socket
  }
}
