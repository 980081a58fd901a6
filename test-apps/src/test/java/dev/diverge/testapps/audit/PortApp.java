package dev.diverge.testapps.audit;

import java.net.InetAddress;
import java.net.ServerSocket;

/** Listens at a port. */
final class PortApp {

  private PortApp() {}

  public static void main(String[] arguments) throws Exception {
    try (ServerSocket socket =
        new ServerSocket(Integer.parseInt(arguments[0]), 1, InetAddress.getLoopbackAddress())) {
      socket.accept();
    }
  }
}
