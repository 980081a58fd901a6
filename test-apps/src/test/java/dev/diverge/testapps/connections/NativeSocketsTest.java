package dev.diverge.testapps.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import dev.diverge.testapps.libraries.LibraryJars;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sockets of Netty's native transports are cut as the JDK's are, and both ends see it: in the
 * oldest and the newest versions, and in a jar that has Netty under another name; with {@code
 * -Ddiverge.slow=true} in some between.
 */
class NativeSocketsTest {

  private static final String NETTY = "io/netty/";
  private static final boolean SLOW = Boolean.getBoolean("diverge.slow");
  private static final List<String> EPOLLS =
      SLOW
          ? List.of(":4.1.42.Final", ":4.1.135.Final", ":4.2.17.Final")
          : List.of(":4.1.42.Final", ":4.2.17.Final");
  private static final List<Transport> TRANSPORTS = new ArrayList<>();

  @TempDir Path folder;

  /**
   * One of them, with its jars.
   *
   * @param place where Netty is
   * @param group class or factory of event loops
   */
  private record Transport(
      String label, String place, String group, String channel, String server, String jars) {

    String line() {
      return String.join("|", label, place, group, channel, server, jars);
    }
  }

  @BeforeAll
  static void get() throws IOException {
    String linux = ":jar:linux-" + System.getProperty("os.arch").replace("amd64", "x86_64");
    assumeTrue(
        System.getProperty("os.name").equals("Linux") && linux.endsWith("x86_64"),
        "native libraries are for other machines");
    try (LibraryJars jars = new LibraryJars()) {
      for (String version : EPOLLS) {
        add(jars, NETTY, "io.netty:netty-transport-native-epoll", linux + version, epoll(NETTY));
      }
      for (String version : SLOW ? List.of(":1.30.0", ":1.85.1") : List.of(":1.85.1")) {
        String place = "io/grpc/netty/shaded/io/netty/";
        add(jars, place, "io.grpc:grpc-netty-shaded", version, epoll(place));
      }
      if (hasIoUring()) {
        String uring = "io.netty.channel.uring.IoUring";
        for (String version :
            SLOW ? List.of(":4.2.0.Final", ":4.2.17.Final") : List.of(":4.2.17.Final")) {
          add(
              jars,
              NETTY,
              "io.netty:netty-transport-native-io_uring",
              linux + version,
              classes(uring, "IoHandler"));
        }
        if (SLOW) {
          add(
              jars,
              NETTY,
              "io.netty.incubator:netty-incubator-transport-native-io_uring",
              linux + ":0.0.26.Final",
              classes("io.netty.incubator.channel.uring.IOUring", "EventLoopGroup"));
        }
      }
    }
  }

  private static String[] epoll(String place) {
    return classes(place.replace('/', '.') + "channel.epoll.Epoll", "EventLoopGroup");
  }

  private static String[] classes(String prefix, String group) {
    return new String[] {prefix + group, prefix + "SocketChannel", prefix + "ServerSocketChannel"};
  }

  private static void add(
      LibraryJars jars, String place, String artifact, String version, String[] classes) {
    String classPath =
        jars.of(NettyEnds.class, artifact + version).stream()
            .map(Object::toString)
            .collect(Collectors.joining(" "));
    String label = artifact + version.substring(version.lastIndexOf(':'));
    TRANSPORTS.add(new Transport(label, place, classes[0], classes[1], classes[2], classPath));
  }

  /** Containers forbid it, and so may the kernel. */
  private static boolean hasIoUring() throws IOException {
    Path forbidden = Path.of("/proc/sys/kernel/io_uring_disabled");
    boolean known = Files.exists(forbidden) && Files.readString(forbidden).strip().equals("0");
    String seccomp =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("Seccomp:"))
            .findFirst()
            .orElse("");
    return known && seccomp.endsWith("0");
  }

  @Test
  void withoutTheAgentAllGoOn() throws Exception {
    assertEquals(expected("written", "goes on", "goes on"), outcomes("none"));
  }

  @Test
  void byDefaultWhatLeavesTheMachineIsCut() throws Exception {
    assumeTrue(!ownAddress().isEmpty(), "no address but the loopback one");
    assertEquals(expected("written", "goes on", "cut"), outcomes("abroad", ""));
  }

  @Test
  void allAreCutAndNoByteLeaves() throws Exception {
    assertEquals(
        expected("failed", "cut", "cut"), outcomes("client+server+abroad", "sockets=abort-all"));
  }

  @Test
  void allAreKeptIfAsked() throws Exception {
    assumeTrue(SLOW, "as without the agent: run with -Ddiverge.slow=true");
    assertEquals(expected("written", "goes on", "goes on"), outcomes("none", "sockets=keep"));
  }

  private static List<String> expected(String write, String within, String abroad) {
    List<String> lines = new ArrayList<>();
    boolean isCut = within.equals("cut");
    for (Transport transport : TRANSPORTS) {
      lines.add(transport.label);
      lines.add("first write: " + write);
      lines.add("client: " + within);
      lines.add("server: " + within);
      lines.add("abroad: " + (ownAddress().isEmpty() ? "goes on" : abroad));
      lines.add("asks again: again");
      lines.add("its peer: " + (isCut ? "was reset" : "said late"));
      lines.add("its server's client: " + (isCut ? "was reset" : "is served"));
      lines.add("its listener: serves");
    }
    return lines;
  }

  /**
   * Runs them all.
   *
   * @param waited which ends are to be cut
   * @param options of the agent, none for none
   */
  private List<String> outcomes(String waited, String... options) throws Exception {
    Page page = Page.in(folder);
    List<String> flags = new ArrayList<>();
    if (options.length > 0) {
      flags.add(
          Child.agent(
              page,
              Stream.concat(Stream.of("poll=3600000"), Stream.of(options))
                  .filter(option -> !option.isEmpty())
                  .toArray(String[]::new)));
    }
    List<String> lines = new ArrayList<>();
    try (EchoPeer peer = new EchoPeer();
        Child child =
            Child.main(
                folder,
                flags,
                NativeSocketsApp.class,
                page.file().toString(),
                String.valueOf(peer.port()),
                ownAddress(),
                waited)) {
      for (Transport transport : TRANSPORTS) {
        lines.addAll(outcomes(transport, child, peer, waited.contains("client")));
      }
      child.finish();
      return lines;
    }
  }

  private static List<String> outcomes(Transport transport, Child child, EchoPeer peer, boolean cut)
      throws Exception {
    child.say(transport.line());
    String label = transport.label + ", ";
    String listens = child.await(label + "listens on ");
    int port = Integer.parseInt(listens.substring(listens.lastIndexOf(' ') + 1));
    List<String> lines = new ArrayList<>();
    lines.add(transport.label);
    try (Socket client = client(port)) {
      ask(client);
      child.say("");
      child.await(label + "done");
      child
          .out()
          .lines()
          .filter(line -> line.startsWith(label) && line.contains(": "))
          .map(line -> line.substring(label.length()))
          .map(line -> line.replaceFirst(": (reset|ended)$", ": cut"))
          .forEach(lines::add);
      lines.add("its peer: " + peer.await(transport.label, cut ? "was reset" : "said late"));
      lines.add("its server's client: " + served(client));
    }
    try (Socket client = client(port)) {
      lines.add("its listener: " + (ask(client).equals("?") ? "serves" : "does not"));
    }
    child.say("");
    return lines;
  }

  private static Socket client(int port) throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
    client.setSoTimeout(60_000);
    return client;
  }

  private static String served(Socket client) throws IOException {
    try {
      return ask(client).equals("?") ? "is served" : "ended";
    } catch (SocketException e) {
      String why = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      return why.contains("reset") || why.contains("pipe") ? "was reset" : why;
    }
  }

  private static String ask(Socket client) throws IOException {
    client.getOutputStream().write("?\n".getBytes(StandardCharsets.UTF_8));
    return String.valueOf(
        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))
            .readLine());
  }

  private static String ownAddress() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(
              a -> !a.isLoopbackAddress() && !a.isLinkLocalAddress() && a.getAddress().length == 4)
          .map(InetAddress::getHostAddress)
          .findFirst()
          .orElse("");
    } catch (SocketException e) {
      return "";
    }
  }
}
