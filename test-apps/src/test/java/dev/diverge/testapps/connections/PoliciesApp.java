package dev.diverge.testapps.connections;

import dev.diverge.testapps.answers.Page;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which kinds of sockets still carry a byte after a clone. Prints a line for each. */
final class PoliciesApp {

  /** Sends a byte. */
  private interface Send {
    void send() throws IOException;
  }

  /** Held: one that is garbage takes the connections with it that nobody has accepted. */
  private static final List<Closeable> SERVERS = new ArrayList<>();

  private PoliciesApp() {}

  public static void main(String[] args) throws Exception {
    Page page = new Page(Path.of(args[0]));
    Map<String, Send> kinds = new LinkedHashMap<>();
    ServerSocket loopback = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
    SERVERS.add(loopback);
    Socket within = new Socket(loopback.getInetAddress(), loopback.getLocalPort());
    kinds.put("loopback", () -> within.getOutputStream().write(1));

    InetAddress own = ownAddress();
    if (own != null) {
      ServerSocket server = new ServerSocket(0, 9, own);
      SERVERS.add(server);
      Socket toItself = new Socket(own, server.getLocalPort());
      kinds.put("own address", () -> toItself.getOutputStream().write(1));
      // Neither a loopback peer nor the address it leaves from: all that tells another machine's.
      Socket outside = new Socket();
      outside.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      outside.connect(server.getLocalSocketAddress());
      kinds.put("another address", () -> outside.getOutputStream().write(1));
    }

    UnixDomainSocketAddress path = UnixDomainSocketAddress.of(page.file().resolveSibling("socket"));
    ServerSocketChannel unixServer = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    unixServer.bind(path);
    SERVERS.add(unixServer);
    SocketChannel unix = SocketChannel.open(path);
    kinds.put("unix", () -> unix.write(ByteBuffer.allocate(1)));

    DatagramChannel receiver =
        DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    DatagramChannel datagrams = DatagramChannel.open().connect(receiver.getLocalAddress());
    kinds.put("datagrams", () -> datagrams.write(ByteBuffer.allocate(1)));
    SocketAddress from = datagrams.getLocalAddress();
    kinds.put("unconnected datagrams", () -> receiver.send(ByteBuffer.allocate(1), from));

    page.raise();
    UUID.randomUUID();
    for (Map.Entry<String, Send> kind : kinds.entrySet()) {
      System.out.println(kind.getKey() + ": " + outcome(kind.getValue()));
    }
  }

  private static String outcome(Send send) {
    try {
      send.send();
      return "kept";
    } catch (IOException e) {
      return "cut";
    }
  }

  private static @Nullable InetAddress ownAddress() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(
            a -> !a.isLoopbackAddress() && !a.isLinkLocalAddress() && a.getAddress().length == 4)
        .findFirst()
        .orElse(null);
  }
}
