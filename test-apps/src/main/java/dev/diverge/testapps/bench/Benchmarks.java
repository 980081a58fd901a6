package dev.diverge.testapps.bench;

import dev.diverge.testapps.Arguments;
import dev.diverge.testlab.JavaHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * All the tables of {@code docs/benchmarks.md}, as Markdown. Options: {@code --jdk}, {@code
 * --rounds}, {@code --only draws|start|timeline|boot|sockets|tls|entropy|probes|peers|windows},
 * {@code --threads}, {@code --include}, {@code --before JAR}: an older one, for draws and starts to
 * be measured by turns with. The peers, whose jars must be on the class path, and the windows,
 * which need the VM lab's packages, only if they are asked for.
 */
public final class Benchmarks {

  private Benchmarks() {}

  public static void main(String[] words) throws Exception {
    Arguments arguments =
        Arguments.parse(
            words,
            Set.of("--jdk", "--rounds", "--only", "--threads", "--include", "--before"),
            Set.of());
    JavaHome java = arguments.value("--jdk").map(JavaHome::named).orElseGet(JavaHome::running);
    int rounds = arguments.count("--rounds", 5);
    String only = arguments.value("--only").orElse("all");
    Path before = arguments.value("--before").map(Path::of).orElse(null);
    Path folder = Files.createTempDirectory("diverge-bench");
    if (isWanted("draws", only)) {
      DrawTable draws =
          new DrawTable(java, folder, rounds, arguments.value("--include").orElse(".*"), before);
      for (String threads : arguments.value("--threads").orElse("1,2,4").split(",", -1)) {
        draws.print(System.out, Integer.parseInt(threads));
      }
    }
    if (isWanted("start", only)) {
      new StartUpTable(java, folder, rounds * 8, before).print(System.out);
    }
    if (isWanted("timeline", only)) {
      new StartTimeline(java, folder, rounds * 4, before).print(System.out);
    }
    if (isWanted("boot", only)) {
      new BootTable(java, folder, rounds * 2, before).print(System.out);
    }
    if (isWanted("sockets", only)) {
      new ArmsTable(java, folder, rounds * 2)
          .print(
              System.out,
              "Sockets over loopback",
              SocketProbe.class,
              "connect, accept and close both ends",
              "a byte there and back");
    }
    if (isWanted("tls", only)) {
      new ArmsTable(java, folder, rounds)
          .print(
              System.out,
              "TLS 1.3",
              TlsProbe.class,
              "16 kB encrypted and decrypted by a pair of engines",
              "a full handshake of a pair of engines",
              "64 kB of an HTTPS server over loopback");
    }
    if (isWanted("entropy", only)) {
      new EntropyTable(java).print(System.out);
    }
    if (isWanted("probes", only)) {
      new ProbeTable(java, folder).print(System.out);
    }
    if (only.equals("peers")) {
      new PeerTable(java, folder, rounds).print(System.out);
    }
    if (only.equals("windows")) {
      new SourceWindows(java, rounds * 4).print(System.out);
    }
  }

  private static boolean isWanted(String table, String only) {
    return only.equals(table) || only.equals("all");
  }
}
