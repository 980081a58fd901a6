package dev.diverge.testapps.bench;

import dev.diverge.testapps.Arguments;
import dev.diverge.testlab.JavaHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * All the tables of {@code docs/benchmarks.md}, as Markdown. Options: {@code --jdk}, {@code
 * --rounds}, {@code --only draws|start|boot|sockets|tls|entropy|probes|windows}, {@code --threads},
 * {@code --include}. The windows, which need the VM lab's packages, only if they are asked for.
 */
public final class Benchmarks {

  private Benchmarks() {}

  public static void main(String[] words) throws Exception {
    Arguments arguments =
        Arguments.parse(
            words, Set.of("--jdk", "--rounds", "--only", "--threads", "--include"), Set.of());
    JavaHome java = arguments.value("--jdk").map(JavaHome::named).orElseGet(JavaHome::running);
    int rounds = arguments.count("--rounds", 5);
    String only = arguments.value("--only").orElse("all");
    Path folder = Files.createTempDirectory("diverge-bench");
    if (isWanted("draws", only)) {
      DrawTable draws =
          new DrawTable(java, folder, rounds, arguments.value("--include").orElse(".*"));
      for (String threads : arguments.value("--threads").orElse("1,2,4").split(",", -1)) {
        draws.print(System.out, Integer.parseInt(threads));
      }
    }
    if (isWanted("start", only)) {
      new StartUpTable(java, folder, rounds * 8).print(System.out);
    }
    if (isWanted("boot", only)) {
      new BootTable(java, folder, rounds * 2).print(System.out);
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
    if (only.equals("windows")) {
      new SourceWindows(java, rounds * 4).print(System.out);
    }
  }

  private static boolean isWanted(String table, String only) {
    return only.equals(table) || only.equals("all");
  }
}
