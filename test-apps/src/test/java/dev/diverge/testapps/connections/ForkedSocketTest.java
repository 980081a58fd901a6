package dev.diverge.testapps.connections;

import static dev.diverge.testlab.Clones.clones;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Forked clones let go of their parent's connections, which go on for the parent. */
class ForkedSocketTest {

  /** How often something was sent on a connection; what it says is the same in all clones. */
  private static final AtomicInteger SENT = new AtomicInteger();

  @Test
  void noCloneWritesToAnothersSocket() {
    clones("a socket shared by clones", ForkedSocketTest::socket, s -> write(s));
  }

  @Test
  void noCloneWritesToAnothersChannel() {
    clones("a channel shared by clones", ForkedSocketTest::channel, c -> write(c));
  }

  private static Socket socket() {
    try {
      ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      return new Socket(server.getInetAddress(), server.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SocketChannel channel() {
    try {
      return SocketChannel.open(
          new ServerSocket(0, 1, InetAddress.getLoopbackAddress()).getLocalSocketAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String write(Socket to) {
    try {
      to.getOutputStream().write(1);
      return "sent " + SENT.incrementAndGet();
    } catch (IOException refused) {
      return UUID.randomUUID().toString();
    }
  }

  private static String write(SocketChannel to) {
    try {
      to.write(ByteBuffer.allocate(1));
      return "sent " + SENT.incrementAndGet();
    } catch (IOException refused) {
      return UUID.randomUUID().toString();
    }
  }
}
