package dev.diverge.testapps.bench;

import dev.diverge.testlab.GenerationPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * In a JVM with the agent and {@code sockets=abort-all}: opens connections to a {@link RemoteEnd},
 * whose port the property {@value #PORT} names, raises the page, and draws; then writes on one.
 *
 * <p>Arguments: the page's file, how many connections, how often. Prints when the draw came back
 * and when the write was refused, all connections being cut, in microseconds after the page was
 * raised, a line each time.
 */
public final class SocketTransitionProbe {

  static final String PORT = "remote.port";

  private SocketTransitionProbe() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    GenerationPage page = new GenerationPage(Path.of(arguments[0]));
    int count = Integer.parseInt(arguments[1]);
    Random random = new Random();
    long sum = random.nextInt();
    Lull.pass();
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      List<Socket> open = new ArrayList<>();
      for (int c = 0; c < count; c++) {
        open.add(new Socket(InetAddress.getLoopbackAddress(), Integer.getInteger(PORT)));
      }
      page.write(System.nanoTime());
      long began = System.nanoTime();
      sum += random.nextInt();
      long drawn = System.nanoTime();
      refused(open.get(count - 1));
      System.out.println((drawn - began) / 1000.0 + " " + (System.nanoTime() - began) / 1000.0);
      for (Socket socket : open) {
        socket.close();
      }
    }
    System.err.println("sum " + sum);
  }

  private static void refused(Socket socket) {
    try {
      socket.getOutputStream().write(1);
    } catch (IOException asItShouldBe) {
      return;
    }
    throw new IllegalStateException("a connection of before is open");
  }
}
