package dev.diverge.testapps.bench;

import dev.diverge.testapps.forklab.JavaHome;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sockets over loopback without the agent and with it: JVMs of both arms in each round. */
final class SocketTable {

  private final JavaHome java;
  private final Path folder;
  private final int rounds;

  SocketTable(JavaHome java, Path folder, int rounds) {
    this.java = java;
    this.folder = folder;
    this.rounds = rounds;
  }

  void print(PrintStream out) throws IOException, InterruptedException {
    double[][] none = new double[2][rounds];
    double[][] idle = new double[2][rounds];
    for (int round = 0; round < rounds; round++) {
      measure(Arm.NONE, none, round);
      measure(Arm.IDLE, idle, round);
    }
    out.println();
    out.println("### Sockets over loopback, JDK " + java.version());
    out.println();
    out.println("| what | none, µs | idle, µs | idle / none |");
    out.println("|---|---|---|---|");
    String[] what = {"connect, accept and close both ends", "a byte there and back"};
    for (int i = 0; i < what.length; i++) {
      out.println(
          "| "
              + what[i]
              + " | "
              + Spread.of(none[i]).as("%.1f")
              + " | "
              + Spread.of(idle[i]).as("%.1f")
              + " | "
              + Spread.ofRatios(idle[i], none[i]).as("%.3f")
              + " |");
    }
  }

  private void measure(Arm arm, double[][] into, int round)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java.java().toString()));
    command.addAll(arm.flags(folder));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), SocketProbe.class.getName()));
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    String line =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("failed: " + command);
    }
    int space = line.indexOf(' ');
    into[0][round] = Double.parseDouble(line.substring(0, space)) / 1000;
    into[1][round] = Double.parseDouble(line.substring(space + 1)) / 1000;
  }
}
