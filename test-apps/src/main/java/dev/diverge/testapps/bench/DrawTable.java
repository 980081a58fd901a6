package dev.diverge.testapps.bench;

import dev.diverge.testlab.JavaHome;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

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

  DrawTable(JavaHome java, Path folder, int rounds, String include) {
    this.java = java;
    this.folder = folder;
    this.rounds = rounds;
    this.include = include;
  }

  void print(PrintStream out, int threads) throws RunnerException {
    Map<String, Scores> measured = new TreeMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Arm arm : Arm.values()) {
        for (RunResult result : run(arm, threads)) {
          Scores scores =
              measured.computeIfAbsent(
                  result.getPrimaryResult().getLabel(), name -> new Scores(rounds));
          scores.of(arm)[round] = result.getPrimaryResult().getStatistics().getMin();
        }
      }
    }
    out.println();
    out.println("### Draws, JDK " + java.version() + ", " + threads + " thread(s)");
    out.println();
    out.println("| draw | none, ns | idle, ns | idle / none | after a clone / none |");
    out.println("|---|---|---|---|---|");
    measured.forEach((name, arms) -> out.println(row(name, arms)));
  }

  private Collection<RunResult> run(Arm arm, int threads) throws RunnerException {
    List<String> flags = new ArrayList<>(arm.flags(folder));
    flags.add("-Xmx512m");
    flags.add("-XX:+UseSerialGC");
    return new Runner(
            new OptionsBuilder()
                .include(DrawBenchmark.class.getSimpleName() + "." + include)
                .jvm(java.java().toString())
                .jvmArgs(flags.toArray(new String[0]))
                .forks(1)
                .threads(threads)
                .warmupIterations(3)
                .warmupTime(TimeValue.milliseconds(300))
                .measurementIterations(15)
                .measurementTime(TimeValue.milliseconds(100))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build())
        .run();
  }

  private static String row(String name, Scores scores) {
    double[] none = scores.of(Arm.NONE);
    return "| "
        + name
        + " | "
        + Spread.of(none).as("%.2f")
        + " | "
        + Spread.of(scores.of(Arm.IDLE)).as("%.2f")
        + " | "
        + Spread.ofRatios(scores.of(Arm.IDLE), none).as("%.3f")
        + " | "
        + Spread.ofRatios(scores.of(Arm.CLONED), none).as("%.3f")
        + " |";
  }

  /** Nanoseconds a draw, a round each. */
  private static final class Scores {

    private final double[] none;
    private final double[] idle;
    private final double[] cloned;

    Scores(int rounds) {
      none = new double[rounds];
      idle = new double[rounds];
      cloned = new double[rounds];
    }

    double[] of(Arm arm) {
      return switch (arm) {
        case NONE -> none;
        case IDLE -> idle;
        case CLONED -> cloned;
      };
    }
  }
}
