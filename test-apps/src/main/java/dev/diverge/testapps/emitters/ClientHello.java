package dev.diverge.testapps.emitters;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/** A ClientHello record, taken from an engine without a network. */
public final class ClientHello {
  private static final int RECORD_HEADER = 5;
  private static final int HANDSHAKE_HEADER = 4;
  private static final int RANDOM_AT = RECORD_HEADER + HANDSHAKE_HEADER + 2;
  private static final int KEY_SHARE = 51;

  private final byte[] record;

  private ClientHello(byte[] record) {
    this.record = record;
  }

  /** A client's context that loads no trust store, which takes seconds when interpreted. */
  public static SSLContext context() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[0], null);
    return context;
  }

  public static ClientHello of(SSLContext context, String protocol) throws SSLException {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(true);
    engine.setEnabledProtocols(new String[] {protocol});
    ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), out);
    return new ClientHello(Arrays.copyOf(out.array(), out.position()));
  }

  public byte[] random() {
    return Arrays.copyOfRange(record, RANDOM_AT, RANDOM_AT + 32);
  }

  /** The body of the key_share extension. */
  public byte[] keyShare() {
    ByteBuffer hello = ByteBuffer.wrap(record).position(RANDOM_AT + 32);
    skip(hello, hello.get() & 0xff); // session id
    skip(hello, hello.getShort() & 0xffff); // cipher suites
    skip(hello, hello.get() & 0xff); // compression
    hello.getShort();
    while (hello.hasRemaining()) {
      int type = hello.getShort() & 0xffff;
      byte[] body = new byte[hello.getShort() & 0xffff];
      hello.get(body);
      if (type == KEY_SHARE) {
        return body;
      }
    }
    throw new IllegalStateException("no key share");
  }

  private static void skip(ByteBuffer buffer, int size) {
    buffer.position(buffer.position() + size);
  }
}
