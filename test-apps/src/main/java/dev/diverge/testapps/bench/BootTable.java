package dev.diverge.testapps.bench;

import dev.diverge.testapps.forklab.AgentJar;
import dev.diverge.testapps.forklab.JavaHome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Spring Boot web service, from the start of its process until it listens, without the agent and
 * with it: JVMs of both arms in each round, by turns the one or the other first.
 */
final class BootTable {

  private static final Path SERVICE = Path.of("test-apps", "lifecycle", "target");
  private static final String MAIN = "dev.diverge.testapps.lifecycle.Service";
  private static final String LISTENS = "port ";

  private final JavaHome java;
  private final Path folder;
  private final int rounds;

  BootTable(JavaHome java, Path folder, int rounds) {
    this.java = java;
    this.folder = folder;
    this.rounds = rounds;
  }

  void print(PrintStream out) throws IOException, InterruptedException {
    double[] none = new double[rounds];
    double[] idle = new double[rounds];
    List<String> command = command();
    for (int round = -1; round < rounds; round++) {
      boolean idleFirst = round % 2 == 0;
      double first = start(idleFirst ? Arm.IDLE : Arm.NONE, command);
      double second = start(idleFirst ? Arm.NONE : Arm.IDLE, command);
      if (round >= 0) {
        none[round] = idleFirst ? second : first;
        idle[round] = idleFirst ? first : second;
      }
    }
    out.println();
    out.println("### Start of a Spring Boot web service, JDK " + java.version());
    out.println();
    out.println("| none, ms | idle, ms | idle / none |");
    out.println("|---|---|---|");
    out.println(
        "| %s | %s | %s |"
            .formatted(
                Spread.of(none).as("%.0f"),
                Spread.of(idle).as("%.0f"),
                Spread.ofRatios(idle, none).as("%.3f")));
  }

  private static List<String> command() throws IOException {
    Path built = AgentJar.required().jar().resolve("../../..").normalize().resolve(SERVICE);
    String classPath = Files.readString(built.resolve("classpath")).strip();
    return List.of("-cp", built.resolve("classes") + ":" + classPath, MAIN, "--server.port=0");
  }

  private double start(Arm arm, List<String> service) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java.java().toString()));
    command.addAll(arm.flags(folder));
    command.addAll(service);
    long began = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line; (line = said.readLine()) != null; ) {
        if (line.startsWith(LISTENS)) {
          return (System.nanoTime() - began) / 1e6;
        }
      }
      throw new IOException("it never listened: " + command);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
