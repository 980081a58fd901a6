package dev.diverge.testapps.twins;

import dev.diverge.testapps.connections.Peer;
import dev.diverge.testapps.libraries.Inside;
import dev.diverge.testapps.libraries.Loose;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** RocketMQ's own name server and broker, in one JVM, for as long as standard input is open. */
final class RocketMqServer {

  /** What it prints then, with the port of the name server behind it. */
  static final String SERVING = "serving ";

  private static final String ROCKET = "org.apache.rocketmq.";
  private static final String NETTY = ROCKET + "remoting.netty.Netty";
  private static final int A_MEGABYTE = 1 << 20;
  private static final int VIP = 2;

  private RocketMqServer() {}

  /** Keeps what it stores in the folder that is named. */
  public static void main(String[] args) throws Exception {
    System.setProperty("rocketmq.broker.diskSpaceWarningLevelRatio", "0.99");
    System.setProperty("tls.server.mode", "disabled");
    Object version = Inside.get(ROCKET + "common.MQVersion", "CURRENT_VERSION");
    System.setProperty("rocketmq.remoting.version", version.toString()); // as its own main does
    Path log = Files.writeString(Path.of(args[0], "logback.xml"), "<configuration/>");
    System.setProperty("logback.configurationFile", log.toString());
    int port = Peer.freePort();
    start(ROCKET + "namesrv.NamesrvController", names(), listening(port));
    start(
        ROCKET + "broker.BrokerController",
        broker(port),
        listening(freePorts()),
        Inside.make(NETTY + "ClientConfig"),
        store(args[0]));
    System.out.println(SERVING + port);
    while (System.in.read() >= 0) {
      // Nothing is said.
    }
    System.exit(0);
  }

  private static void start(String controller, Object... configurations) throws Exception {
    Object made = Inside.make(controller, configurations);
    if (!(boolean) Inside.call(made, "initialize")) {
      throw new IllegalStateException(controller);
    }
    Inside.call(made, "start");
  }

  private static Object names() throws Exception {
    return Inside.make(ROCKET + "common.namesrv.NamesrvConfig");
  }

  /** However slow the machine. */
  private static Object broker(int names) throws Exception {
    Loose broker = Loose.make(ROCKET + "common.BrokerConfig");
    broker.call("setNamesrvAddr", "127.0.0.1:" + names);
    broker.call("setBrokerIP1", "127.0.0.1");
    broker.call("setAutoCreateTopicEnable", true);
    broker.call("setBrokerFastFailureEnable", false);
    return broker.value();
  }

  private static Object store(String folder) throws Exception {
    Loose store = Loose.make(ROCKET + "store.config.MessageStoreConfig");
    store.call("setStorePathRootDir", folder);
    store.call("setStorePathCommitLog", folder + "/log");
    store.call("setMappedFileSizeCommitLog", A_MEGABYTE);
    store.call("setHaListenPort", 0);
    store.call("setOsPageCacheBusyTimeOutMills", 60_000L);
    return store.value();
  }

  private static Object listening(int port) throws Exception {
    Loose server = Loose.make(NETTY + "ServerConfig");
    server.call("setListenPort", port);
    return server.value();
  }

  /** A broker listens on two. */
  private static int freePorts() throws IOException {
    while (true) {
      int port = Peer.freePort();
      try (ServerSocket other = new ServerSocket(port - VIP, 1, InetAddress.getLoopbackAddress())) {
        return other.getLocalPort() + VIP;
      } catch (IOException taken) {
        // Another pair is not.
      }
    }
  }
}
