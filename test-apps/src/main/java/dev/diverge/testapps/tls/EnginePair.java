package dev.diverge.testapps.tls;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** Both ends of one connection in one JVM, without a network. One thread at a time. */
public final class EnginePair {
  private static final int MOST_ROUNDS = 100;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final End client;
  private final End server;

  /** A connection that is handshaken. */
  public EnginePair(TlsContexts contexts, String protocol, String... suites) throws SSLException {
    this(
        contexts.client().createSSLEngine("localhost", 443),
        contexts.server().createSSLEngine(),
        protocol,
        suites);
  }

  /** The same of engines of any provider, not used before. */
  public EnginePair(SSLEngine client, SSLEngine server, String protocol, String... suites)
      throws SSLException {
    this.client = new End(client, true, protocol, suites);
    this.server = new End(server, false, protocol, suites);
    this.client.to = this.server;
    this.server.to = this.client;
    talk();
    if (!this.client.isDone() || !this.server.isDone()) {
      throw new IllegalStateException("no handshake: " + client + ", " + server);
    }
  }

  /** Has the client read what the server sends: data, and tickets before that. */
  public void greet() throws SSLException {
    server.say(ByteBuffer.wrap(new byte[1]));
    talk();
  }

  private void talk() throws SSLException {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      boolean moved = client.step();
      moved |= server.step();
      if (!moved) {
        return;
      }
    }
  }

  public SSLEngine client() {
    return client.engine;
  }

  public SSLEngine server() {
    return server.engine;
  }

  /** One record with application data, as the client sends it. */
  public byte[] clientRecord(byte[] plaintext) throws SSLException {
    return client.record(ByteBuffer.wrap(plaintext));
  }

  /** One record with application data, as the server sends it. */
  public byte[] serverRecord(byte[] plaintext) throws SSLException {
    return server.record(ByteBuffer.wrap(plaintext));
  }

  private static final class End {
    private final SSLEngine engine;
    private final Deque<ByteBuffer> received = new ArrayDeque<>();
    private final ByteBuffer out;
    private final ByteBuffer plain;
    private End to;

    @SuppressWarnings("NullAway.Init") // the other end is made after this one
    End(SSLEngine engine, boolean isClient, String protocol, String... suites) {
      this.engine = engine;
      engine.setUseClientMode(isClient);
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setProtocols(new String[] {protocol});
      if (suites.length > 0) {
        parameters.setCipherSuites(suites);
      }
      engine.setSSLParameters(parameters);
      out = ByteBuffer.allocate(1 << 15);
      plain = ByteBuffer.allocate(1 << 15);
    }

    boolean isDone() {
      return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
          && !engine.getSession().getCipherSuite().contains("NULL");
    }

    /** Does what is to be done next; false if there is nothing. */
    boolean step() throws SSLException {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> {
          for (Runnable task; (task = engine.getDelegatedTask()) != null; ) {
            task.run();
          }
          return true;
        }
        case NEED_WRAP -> {
          send();
          return true;
        }
        case NEED_UNWRAP_AGAIN -> {
          unwrap(NOTHING.duplicate());
          return true;
        }
        default -> {
          if (!received.isEmpty()) {
            return read(received.removeFirst());
          }
          if (engine.getUseClientMode() && !isDone() && to.received.isEmpty()) {
            return send();
          }
          return !isDone() && to.received.isEmpty() && goesOn();
        }
      }
    }

    /** Some engines end a handshake one call after what they waited for. */
    private boolean goesOn() throws SSLException {
      HandshakeStatus status = engine.getHandshakeStatus();
      unwrap(NOTHING.duplicate());
      return engine.getHandshakeStatus() != status;
    }

    /** Some engines send a record in pieces. */
    private boolean read(ByteBuffer piece) throws SSLException {
      int length = piece.remaining();
      unwrap(piece);
      boolean read = piece.remaining() < length;
      boolean joined = !read && !received.isEmpty();
      if (joined) {
        ByteBuffer next = received.removeFirst();
        piece = ByteBuffer.allocate(length + next.remaining()).put(piece).put(next).flip();
      }
      if (piece.hasRemaining()) {
        received.addFirst(piece);
      }
      return read || joined;
    }

    private boolean send() throws SSLException {
      return send(NOTHING.duplicate());
    }

    private boolean send(ByteBuffer plaintext) throws SSLException {
      byte[] record = record(plaintext);
      if (record.length > 0) {
        to.received.addLast(ByteBuffer.wrap(record));
      }
      return record.length > 0;
    }

    /** In a record of its own, after what waits to be sent. */
    void say(ByteBuffer plaintext) throws SSLException {
      for (int round = 0; round < MOST_ROUNDS && plaintext.hasRemaining(); round++) {
        send(plaintext);
      }
    }

    private void unwrap(ByteBuffer in) throws SSLException {
      plain.clear();
      engine.unwrap(in, plain);
    }

    byte[] record(ByteBuffer plaintext) throws SSLException {
      out.clear();
      SSLEngineResult result = engine.wrap(plaintext, out);
      return Arrays.copyOf(out.array(), result.bytesProduced());
    }
  }
}
