package dev.diverge.testapps.shoplab;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.apache.catalina.Context;
import org.apache.catalina.Service;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;

/** One customer who comes back to the shop again and again, without a network between them. */
final class Handshakes {
  private final SSLContext customer = Trust.context();
  private final org.apache.tomcat.util.net.SSLContext shop;
  private int times;

  Handshakes(Context web) {
    Service service = ((org.apache.catalina.Engine) web.getParent().getParent()).getService();
    Connector connector = service.findConnectors()[0];
    SSLHostConfigCertificate certificate =
        connector.findSslHostConfigs()[0].getCertificates().iterator().next();
    shop = certificate.getSslContext();
  }

  /**
   * The session's name, the same where that of before is resumed, as customers may; and for the how
   * manieth time this one comes, which two clones may not both say of one session.
   */
  String next() throws SSLException {
    SSLEngine client = customer.createSSLEngine("localhost", 443);
    client.setUseClientMode(true);
    client.setEnabledProtocols(new String[] {"TLSv1.2"}); // whose sessions have names
    SSLEngine server = shop.createSSLEngine();
    server.setUseClientMode(false);
    ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
    ByteBuffer toClient = ByteBuffer.allocate(1 << 16);
    while (isShaking(client) || isShaking(server)) {
      step(client, toServer, toClient);
      step(server, toClient, toServer);
    }
    return HexFormat.of().formatHex(client.getSession().getId()) + ", time " + ++times;
  }

  private static boolean isShaking(SSLEngine engine) {
    HandshakeStatus status = engine.getHandshakeStatus();
    return engine.getSession().getProtocol().equals("NONE")
        || (status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED);
  }

  private static void step(SSLEngine engine, ByteBuffer out, ByteBuffer in) throws SSLException {
    ByteBuffer nothing = ByteBuffer.allocate(1 << 16);
    if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
      for (Runnable task; (task = engine.getDelegatedTask()) != null; ) {
        task.run();
      }
    } else if (engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
      in.flip();
      engine.unwrap(in, nothing);
      in.compact();
    } else {
      engine.wrap(nothing.limit(0), out);
    }
  }
}
