package dev.diverge.integrations.jdk;

import dev.diverge.integrations.Provocation;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/** Says a client's first words, which takes no peer and no key of anybody's. */
public final class JdkTlsProvocation implements Provocation {

  private static final int RECORD = 1 << 15;

  @Override
  public void provoke(String type) throws Exception {
    switch (type) {
      case "sun.security.ssl.OutputRecord", "sun.security.ssl.SSLEngineOutputRecord" ->
          sayHello("TLS");
      case "sun.security.ssl.DTLSOutputRecord" -> sayHello("DTLS");
      case "javax.crypto.Cipher" -> encrypt();
      default -> {
        Class.forName(type, false, null); // woven at least
        throw new UnsupportedOperationException("takes a peer");
      }
    }
  }

  private static void sayHello(String protocol) throws GeneralSecurityException, SSLException {
    SSLContext context = SSLContext.getInstance(protocol);
    context.init(null, new TrustManager[0], null);
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(true);
    engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(RECORD));
  }

  private static void encrypt() throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(new byte[16], "AES"),
        new IvParameterSpec(new byte[16]));
  }
}
