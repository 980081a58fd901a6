package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.util.UUID;

@Versions(
    value = {"org.bouncycastle:bctls-jdk18on:1.71", "org.bouncycastle:bctls-jdk18on:1.84"},
    unforked = true)
class BouncyCastleTlsTest implements LibraryTest {

  private static final String TLS = "org.bouncycastle.tls.";
  private static final byte[] KEY = new byte[16];

  @Override
  public void describe(Emitters emitters) {
    emitters.add("connection", Connections::new, Connections::send).constant().slow();
  }

  /** The connection that is good, and its name. */
  private static final class Connections {
    private Object connection = connect();
    private UUID name = UUID.randomUUID();

    Connections() throws Exception {}

    UUID send() throws Exception {
      try {
        write();
      } catch (IOException over) {
        connection = connect();
        name = UUID.randomUUID();
        write();
      }
      return name;
    }

    private void write() throws Exception {
      Inside.call(connection, "writeApplicationData", KEY, 0, KEY.length);
    }
  }

  private static Object connect() throws Exception {
    Object crypto = Inside.make(TLS + "crypto.impl.bc.BcTlsCrypto", new SecureRandom());
    Object client = Inside.make(TLS + "TlsClientProtocol");
    Object server = Inside.make(TLS + "TlsServerProtocol");
    Inside.call(server, "accept", Inside.make(TLS + "PSKTlsServer", crypto, identities()));
    Inside.call(client, "connect", Inside.make(TLS + "PSKTlsClient", crypto, KEY, KEY));
    while (pass(client, server) || pass(server, client)) {
      // The handshake goes on.
    }
    return client;
  }

  private static boolean pass(Object from, Object to) throws Exception {
    int length = (int) Inside.call(from, "getAvailableOutputBytes");
    byte[] records = new byte[length];
    if (length > 0) {
      Inside.call(from, "readOutput", records, 0, length);
      Inside.call(to, "offerInput", (Object) records);
    }
    return length > 0;
  }

  private static Object identities() throws Exception {
    Class<?> type = Class.forName(TLS + "TlsPSKIdentityManager");
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> method.getName().equals("getPSK") ? KEY.clone() : null);
  }
}
