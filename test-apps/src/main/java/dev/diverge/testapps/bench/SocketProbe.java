package dev.diverge.testapps.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;

/**
 * Over loopback, on one thread: connects, accepts and closes; then sends a byte there and back on
 * one connection. Prints the nanoseconds of each, the median of its batches, on one line.
 */
public final class SocketProbe {

  private static final int BATCHES = 30;
  private static final int CONNECTIONS = 500;
  private static final int ROUND_TRIPS = 5_000;

  private SocketProbe() {}

  public static void main(String[] arguments) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Socket here = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket there = server.accept()) {
      double[] connects = new double[BATCHES];
      double[] trips = new double[BATCHES];
      for (int batch = -BATCHES; batch < BATCHES; batch++) {
        double connect = connect(server);
        double trip = roundTrip(here, there);
        if (batch >= 0) {
          connects[batch] = connect;
          trips[batch] = trip;
        }
      }
      System.out.println(median(connects) + " " + median(trips));
    }
  }

  private static double connect(ServerSocket server) throws IOException {
    long began = System.nanoTime();
    for (int i = 0; i < CONNECTIONS; i++) {
      Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
      Socket accepted = server.accept();
      socket.setSoLinger(true, 0); // leaves no port in TIME_WAIT
      socket.close();
      accepted.close();
    }
    return (System.nanoTime() - began) / (double) CONNECTIONS;
  }

  private static double roundTrip(Socket here, Socket there) throws IOException {
    OutputStream request = here.getOutputStream();
    InputStream requests = there.getInputStream();
    OutputStream answer = there.getOutputStream();
    InputStream answers = here.getInputStream();
    long began = System.nanoTime();
    for (int i = 0; i < ROUND_TRIPS; i++) {
      request.write(1);
      answer.write(requests.read());
      if (answers.read() != 1) {
        throw new IOException("another byte came back");
      }
    }
    return (System.nanoTime() - began) / (double) ROUND_TRIPS;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
