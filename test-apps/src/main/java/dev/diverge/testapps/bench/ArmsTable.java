package dev.diverge.testapps.bench;

import dev.diverge.testlab.JavaHome;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a probe measures without the agent and with it: JVMs of both arms in each round. */
final class ArmsTable {

  private final JavaHome java;
  private final Path folder;
  private final int rounds;

  ArmsTable(JavaHome java, Path folder, int rounds) {
    this.java = java;
    this.folder = folder;
    this.rounds = rounds;
  }

  /**
   * Prints one table.
   *
   * @param probe prints the nanoseconds of each of {@code what} on one line
   */
  void print(PrintStream out, String title, Class<?> probe, String... what)
      throws IOException, InterruptedException {
    double[][] none = new double[what.length][rounds];
    double[][] idle = new double[what.length][rounds];
    for (int round = 0; round < rounds; round++) {
      measure(Arm.NONE, probe, none, round);
      measure(Arm.IDLE, probe, idle, round);
    }
    out.println();
    out.println("### " + title + ", JDK " + java.version());
    out.println();
    out.println("| what | none, µs | idle, µs | idle / none |");
    out.println("|---|---|---|---|");
    for (int i = 0; i < what.length; i++) {
      out.println(Spread.row(what[i], "%.1f", none[i], idle[i]));
    }
  }

  private void measure(Arm arm, Class<?> probe, double[][] into, int round)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java.java().toString()));
    command.addAll(arm.flags(folder));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), probe.getName()));
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    String line =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("failed: " + command);
    }
    String[] nanos = line.split(" ", -1);
    for (int i = 0; i < into.length; i++) {
      into[i][round] = Double.parseDouble(nanos[i]) / 1000;
    }
  }
}
