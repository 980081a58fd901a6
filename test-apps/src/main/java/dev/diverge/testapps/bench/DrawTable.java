package dev.diverge.testapps.bench;

import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.JavaHome;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Runs the draws in all arms, interleaved: each round is one fork of every arm, so that a machine
 * whose speed drifts does so for all of them. Of a fork the quickest iteration counts: what others
 * do on the machine can only make one slower. Ratios are taken within a round.
 */
final class DrawTable {

  private final JavaHome java;
  private final Path folder;
  private final int rounds;
  private final String include;
  private final @Nullable Path before;

  /**
   * Of some draws.
   *
   * @param before an older jar, to be measured by turns with this one
   */
  DrawTable(JavaHome java, Path folder, int rounds, String include, @Nullable Path before) {
    this.before = before;
    this.java = java;
    this.folder = folder;
    this.rounds = rounds;
    this.include = include;
  }

  void print(PrintStream out, int threads) throws RunnerException {
    Map<String, Scores> measured = new TreeMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Arm arm : arms()) {
        for (RunResult result : run(arm, threads)) {
          Scores scores =
              measured.computeIfAbsent(result.getPrimaryResult().getLabel(), name -> new Scores());
          scores.of(arm)[round] = Forks.nanos(result);
        }
      }
    }
    out.println();
    out.println("### Draws, JDK " + java.version() + ", " + threads + " thread(s)");
    out.println();
    String more = before == null ? "" : "before / none | ";
    out.println("| draw | none, ns | idle, ns | " + more + "idle / none | after a clone / none |");
    out.println("|---|---|---|---|---|" + (before == null ? "" : "---|"));
    measured.forEach((name, arms) -> out.println(row(name, arms)));
  }

  private List<Arm> arms() {
    return before == null
        ? List.of(Arm.NONE, Arm.IDLE, Arm.CLONED)
        : List.of(Arm.NONE, Arm.BEFORE, Arm.IDLE, Arm.CLONED);
  }

  private Collection<RunResult> run(Arm arm, int threads) throws RunnerException {
    Path jar = arm == Arm.BEFORE && before != null ? before : AgentJar.required().jar();
    List<String> flags = arm.flags(folder, jar);
    return Forks.run(java, flags, DrawBenchmark.class.getSimpleName() + "." + include, threads);
  }

  private String row(String name, Scores scores) {
    List<String> cells = new ArrayList<>();
    cells.add(name);
    cells.add(Spread.of(scores.of(Arm.NONE)).as("%.2f"));
    cells.add(Spread.of(scores.of(Arm.IDLE)).as("%.2f"));
    for (Arm arm : arms().subList(1, arms().size())) {
      cells.add(Spread.ofRatios(scores.of(arm), scores.of(Arm.NONE)).as("%.3f"));
    }
    return "| " + String.join(" | ", cells) + " |";
  }

  /** Nanoseconds a draw, a round each. */
  private final class Scores {

    private final Map<Arm, double[]> nanos = new EnumMap<>(Arm.class);

    double[] of(Arm arm) {
      return nanos.computeIfAbsent(arm, its -> new double[rounds]);
    }
  }
}
