package dev.diverge.testapps.bench;

import dev.diverge.testlab.JavaHome;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/**
 * The JDK's engines beside those of providers that people take instead: without an agent, with one
 * that does nothing, and with Diverge; a fork of each in every round.
 */
final class PeerTable {

  private final JavaHome java;
  private final Path folder;
  private final int rounds;

  PeerTable(JavaHome java, Path folder, int rounds) {
    this.java = java;
    this.folder = folder;
    this.rounds = rounds;
  }

  void print(PrintStream out) throws IOException, RunnerException {
    Map<String, List<String>> arms = StartUpTable.arms(folder, null);
    Map<String, Map<String, double[]>> measured = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, List<String>> arm : arms.entrySet()) {
        for (RunResult result :
            Forks.run(java, arm.getValue(), PeerBenchmark.class.getSimpleName(), 1)) {
          measured.computeIfAbsent(
                      result.getParams().getParam("engine"), its -> new LinkedHashMap<>())
                  .computeIfAbsent(arm.getKey(), its -> new double[rounds])[round] =
              Forks.nanos(result);
        }
      }
    }
    out.println();
    out.println("### 16 bytes, JDK " + java.version());
    out.println();
    out.println("| engine | no agent, ns | an empty agent / none | Diverge / none |");
    out.println("|---|---|---|---|");
    measured.forEach((engine, nanos) -> out.println(row(engine, nanos)));
  }

  private static String row(String engine, Map<String, double[]> nanos) {
    double[] none = Objects.requireNonNull(nanos.get("no agent"));
    return "| %s | %s | %s | %s |"
        .formatted(
            engine.substring(engine.lastIndexOf('.') + 1),
            Spread.of(none).as("%.1f"),
            ratios(nanos, "an empty agent", none),
            ratios(nanos, "Diverge", none));
  }

  private static String ratios(Map<String, double[]> nanos, String arm, double[] none) {
    return Spread.ofRatios(Objects.requireNonNull(nanos.get(arm)), none).as("%.3f");
  }
}
