package dev.diverge.testapps.bench;

import dev.diverge.testlab.GenerationPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * In a JVM with the agent and {@code sockets=abort-all}: opens connections over loopback, raises
 * the page, and draws; the drawing thread aborts them all.
 *
 * <p>Arguments: the page's file, how many connections, how often. Prints microseconds, a line each
 * time.
 */
public final class SocketTransitionProbe {

  private SocketTransitionProbe() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    GenerationPage page = new GenerationPage(Path.of(arguments[0]));
    int count = Integer.parseInt(arguments[1]);
    Random random = new Random();
    long sum = random.nextInt();
    Lull.pass();
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
        List<Socket> open = new ArrayList<>();
        for (int c = 0; c < count; c++) {
          open.add(new Socket(server.getInetAddress(), server.getLocalPort()));
          open.add(server.accept());
        }
        page.write(System.nanoTime());
        long began = System.nanoTime();
        sum += random.nextInt();
        System.out.println((System.nanoTime() - began) / 1000.0);
        for (Socket socket : open) {
          socket.close();
        }
      }
    }
    System.err.println("sum " + sum);
  }
}
