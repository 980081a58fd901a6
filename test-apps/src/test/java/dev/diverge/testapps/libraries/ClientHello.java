package dev.diverge.testapps.libraries;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** The first record that a TLS client sends (RFC 5246, 7.4.1.2; RFC 8446, 4.1.2). */
final class ClientHello {
  private static final int HEADERS = 5 + 4;
  private static final int VERSION_AND_RANDOM = 2 + 32;
  private static final int TICKET = 35;
  private static final int PRE_SHARED_KEY = 41;
  private static final int SUPPORTED_VERSIONS = 43;

  private final byte[] sessionId;
  private byte[] ticket = {};
  private boolean offersKey;
  private boolean isTls13;

  private ClientHello(ByteBuffer record) {
    ByteBuffer hello = record.position(HEADERS + VERSION_AND_RANDOM);
    sessionId = take(hello, hello.get());
    take(hello, hello.getShort()); // cipher suites
    take(hello, hello.get()); // compression
    for (int end = hello.getShort() + hello.position(); hello.position() < end; ) {
      int extension = hello.getShort();
      byte[] content = take(hello, hello.getShort());
      switch (extension) {
        case TICKET -> ticket = content;
        case PRE_SHARED_KEY -> offersKey = true;
        case SUPPORTED_VERSIONS -> isTls13 = true;
        default -> {}
      }
    }
  }

  private static byte[] take(ByteBuffer from, int bytes) {
    byte[] taken = new byte[bytes];
    from.get(taken);
    return taken;
  }

  /** What a client that was never used asks to resume. */
  static String resumes(SSLEngine client, String protocol) throws SSLException {
    client.setUseClientMode(true);
    SSLParameters parameters = client.getSSLParameters();
    parameters.setProtocols(new String[] {protocol});
    client.setSSLParameters(parameters);
    client.beginHandshake();
    ByteBuffer record = ByteBuffer.allocate(1 << 15);
    client.wrap(ByteBuffer.allocate(0), record);
    return new ClientHello(record.flip()).resumes();
  }

  /** A ticket of TLS 1.3 is used once: another is as good. */
  private String resumes() {
    if (isTls13) {
      return offersKey ? "a ticket" : "nothing";
    }
    if (ticket.length > 0) {
      return "ticket " + HexFormat.of().formatHex(ticket);
    }
    return sessionId.length > 0 ? "session " + HexFormat.of().formatHex(sessionId) : "nothing";
  }
}
