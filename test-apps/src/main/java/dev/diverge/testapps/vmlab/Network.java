package dev.diverge.testapps.vmlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/** One VM's network, made by its hypervisor: a port of the host leads to one of the guest. */
record Network(int hostPort, int guestPort) {
  /** From a port that nobody listened on a moment ago. */
  static Network to(int guestPort) {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Network(socket.getLocalPort(), guestPort);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> arguments() {
    return List.of(
        "-netdev",
        "user,id=network,hostfwd=tcp:127.0.0.1:" + hostPort + "-:" + guestPort,
        "-device",
        "e1000,netdev=network,romfile=");
  }
}
