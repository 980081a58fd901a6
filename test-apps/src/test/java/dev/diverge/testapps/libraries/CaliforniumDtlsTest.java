package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

@Versions(
    value = {"org.eclipse.californium:scandium:3.0.0", "org.eclipse.californium:scandium:3.14.0"},
    unforked = true)
class CaliforniumDtlsTest implements LibraryTest {

  private static final String ELEMENTS = "org.eclipse.californium.elements.";
  private static final String SCANDIUM = "org.eclipse.californium.scandium.";

  @Override
  public void describe(Emitters emitters) {
    emitters.add("handshake of a message", Ends::new, Ends::send).constant().slow();
  }

  /** A client and its server, in one JVM. */
  private static final class Ends {
    private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();
    private final Object client = connector();
    private final Object server = connector();

    Ends() throws Exception {
      Inside.call(server, "start");
      Inside.call(client, "start");
    }

    /** What the server knows the message by: when hands were shaken. */
    Object send() throws Exception {
      Object to = Inside.make(ELEMENTS + "AddressEndpointContext", address(server));
      Object message =
          Inside.call(ELEMENTS + "RawData", "outbound", new byte[] {1}, to, null, false);
      Inside.call(client, "send", message);
      Object came = received.poll(50, TimeUnit.SECONDS);
      if (came == null) {
        throw new IllegalStateException("nothing came");
      }
      Object when = Inside.get(ELEMENTS + "DtlsEndpointContext", "KEY_HANDSHAKE_TIMESTAMP");
      return Inside.call(Inside.call(came, "getEndpointContext"), "get", when);
    }

    private static InetSocketAddress address(Object connector) throws Exception {
      return (InetSocketAddress) Inside.call(connector, "getAddress");
    }

    private Object connector() throws Exception {
      Inside.call(SCANDIUM + "config.DtlsConfig", "register");
      Object own = Inside.call(ELEMENTS + "config.Configuration", "createStandardWithoutFile");
      Object builder = Inside.make(SCANDIUM + "config.DtlsConnectorConfig$Builder", own);
      Inside.call(
          builder, "setAddress", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Inside.call(
          builder,
          "setAdvancedPskStore",
          Inside.make(SCANDIUM + "dtls.pskstore.AdvancedSinglePskStore", "shop", new byte[16]));
      Object connector = Inside.make(SCANDIUM + "DTLSConnector", Inside.call(builder, "build"));
      Inside.call(connector, "setRawDataReceiver", receiver());
      return connector;
    }

    private Object receiver() throws Exception {
      Class<?> type = Class.forName(ELEMENTS + "RawDataChannel");
      return Proxy.newProxyInstance(
          type.getClassLoader(),
          new Class<?>[] {type},
          (proxy, method, arguments) -> {
            received.add(arguments[0]);
            return null;
          });
    }
  }
}
