package dev.diverge.testapps.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Kafka's own broker, which is its controller too, in a JVM of its own. */
public final class KafkaBroker {
  private static final Duration TO_OPEN = Duration.ofMinutes(2);

  private KafkaBroker() {}

  /** For {@code bootstrap.servers}. */
  public static String address() {
    return "127.0.0.1:" + Started.PORT;
  }

  private static final class Started {
    static final int PORT = start(FreePort.find());

    private static int start(int port) {
      try {
        Path folder = Files.createTempDirectory("kafka");
        Path said = folder.resolve("said");
        Process broker =
            new ProcessBuilder(
                    List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KafkaMain.class.getName(),
                        folder.toString(),
                        Integer.toString(port),
                        Integer.toString(FreePort.find())))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::destroyForcibly));
        awaitOpen(broker, port, said);
        return port;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while Kafka starts", e);
      }
    }

    private static void awaitOpen(Process broker, int port, Path said)
        throws IOException, InterruptedException {
      long deadline = System.nanoTime() + TO_OPEN.toNanos();
      while (!isOpen(port)) {
        if (broker.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
          broker.destroyForcibly();
          throw new IOException("Kafka did not start:\n" + Files.readString(said));
        }
      }
    }

    private static boolean isOpen(int port) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return socket.isConnected();
      } catch (IOException e) {
        return false;
      }
    }
  }
}
