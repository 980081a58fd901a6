package dev.diverge.testapps.bench;

import dev.diverge.testapps.Arguments;
import dev.diverge.testapps.forklab.JavaHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * All the tables of {@code docs/benchmarks.md}, as Markdown. Options: {@code --jdk}, {@code
 * --rounds}, {@code --only draws|start|probes}, {@code --threads}, {@code --include}.
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
    if (!only.equals("start") && !only.equals("probes")) {
      DrawTable draws =
          new DrawTable(java, folder, rounds, arguments.value("--include").orElse(".*"));
      for (String threads : arguments.value("--threads").orElse("1,2,4").split(",", -1)) {
        draws.print(System.out, Integer.parseInt(threads));
      }
    }
    if (!only.equals("draws") && !only.equals("probes")) {
      new StartUpTable(java, folder, rounds * 8).print(System.out);
    }
    if (!only.equals("draws") && !only.equals("start")) {
      new ProbeTable(java, folder).print(System.out);
    }
  }
}
