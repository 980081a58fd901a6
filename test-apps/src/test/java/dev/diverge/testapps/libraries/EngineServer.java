package dev.diverge.testapps.libraries;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Greets whoever connects, one after the other, with an engine made for each, and hangs up. */
final class EngineServer {
  private static final int ROOM = 1 << 16;

  private final Supplier<SSLEngine> engines;
  private final ServerSocket listening;

  private EngineServer(Supplier<SSLEngine> engines) throws IOException {
    this.engines = engines;
    this.listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  /** Starts one, and gives its port. */
  static int start(Supplier<SSLEngine> engines) throws IOException {
    EngineServer server = new EngineServer(engines);
    Thread thread = new Thread(server::serve, "engine-server");
    thread.setDaemon(true);
    thread.start();
    return server.listening.getLocalPort();
  }

  private void serve() {
    while (true) {
      try (Socket client = listening.accept()) {
        SSLEngine engine = engines.get();
        engine.setUseClientMode(false);
        handshake(engine, client);
        ByteBuffer greeting = ByteBuffer.wrap(new byte[] {'.'});
        while (greeting.hasRemaining()) {
          send(engine, greeting, client);
        }
        engine.closeOutbound();
        send(engine, ByteBuffer.allocate(0), client);
      } catch (IOException e) {
        // The client has its own view of it.
      }
    }
  }

  private static void handshake(SSLEngine engine, Socket client) throws IOException {
    InputStream in = client.getInputStream();
    ByteBuffer received = ByteBuffer.allocate(ROOM).flip();
    ByteBuffer plain = ByteBuffer.allocate(ROOM);
    engine.beginHandshake();
    for (HandshakeStatus status = engine.getHandshakeStatus();
        status != HandshakeStatus.NOT_HANDSHAKING;
        status = engine.getHandshakeStatus()) {
      switch (status) {
        case NEED_TASK -> engine.getDelegatedTask().run();
        case NEED_WRAP -> send(engine, ByteBuffer.allocate(0), client);
        default -> {
          if (engine.unwrap(received, plain).bytesConsumed() == 0
              && engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
            read(in, received);
          }
        }
      }
    }
  }

  private static void read(InputStream in, ByteBuffer received) throws IOException {
    byte[] bytes = new byte[received.capacity() - received.remaining()];
    int count = in.read(bytes);
    if (count < 0) {
      throw new SSLException("the client hung up");
    }
    received.compact().put(bytes, 0, count).flip();
  }

  private static void send(SSLEngine engine, ByteBuffer plain, Socket client) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(ROOM);
    engine.wrap(plain, out);
    client.getOutputStream().write(out.array(), 0, out.position());
  }
}
