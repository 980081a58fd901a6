package dev.diverge.testapps.vmlab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Lines of text over a Unix socket, each waited for with a limit. */
final class UnixLine implements AutoCloseable {
  private static final Duration TO_CONNECT = Duration.ofSeconds(10);

  private final SocketChannel channel;

  /** An empty one stands for the end. */
  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

  private UnixLine(SocketChannel channel) {
    this.channel = channel;
  }

  /** The one who listens may need a moment to begin. */
  static UnixLine connect(Path socket) {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
    Deadline deadline = Deadline.in(TO_CONNECT);
    while (true) {
      try {
        UnixLine line = new UnixLine(SocketChannel.open(address));
        Thread reader = new Thread(line::readAll, "line " + socket.getFileName());
        reader.setDaemon(true);
        reader.start();
        return line;
      } catch (IOException e) {
        if (deadline.isOver()) {
          throw new LabTrouble("nobody listens at " + socket, e);
        }
        Deadline.pause();
      }
    }
  }

  void send(String text) {
    try {
      ByteBuffer bytes = UTF_8.encode(text + "\n");
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new LabTrouble("cannot send " + text, e);
    }
  }

  String receive(Deadline deadline) {
    try {
      Optional<String> line = lines.poll(deadline.millisLeft(), TimeUnit.MILLISECONDS);
      if (line == null) {
        throw new LabTrouble("no answer in time");
      }
      return line.orElseThrow(() -> new LabTrouble("the line ended"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabTrouble("interrupted while waiting for a line", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new LabTrouble("cannot close a line", e);
    }
  }

  private void readAll() {
    try (BufferedReader reader = new BufferedReader(Channels.newReader(channel, UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(Optional.of(line));
      }
    } catch (IOException e) {
      // The other side is gone or this one closed; the end says enough.
    } finally {
      lines.add(Optional.empty());
    }
  }
}
