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
import java.util.function.ToDoubleFunction;

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

  /** Until it listens, in milliseconds. */
  private record Took(double wall, double processor) {}

  void print(PrintStream out) throws IOException, InterruptedException {
    List<Took> none = new ArrayList<>();
    List<Took> idle = new ArrayList<>();
    for (int round = -1; round < rounds; round++) {
      boolean idleFirst = round % 2 == 0;
      Took first = start(idleFirst ? Arm.IDLE : Arm.NONE);
      Took second = start(idleFirst ? Arm.NONE : Arm.IDLE);
      if (round >= 0) {
        none.add(idleFirst ? second : first);
        idle.add(idleFirst ? first : second);
      }
    }
    out.println();
    out.println("### Start of a Spring Boot web service, JDK " + java.version());
    out.println();
    out.println("| time | none, ms | idle, ms | idle / none |");
    out.println("|---|---|---|---|");
    print(out, "wall", none, idle, Took::wall);
    print(out, "processor", none, idle, Took::processor);
  }

  private static void print(
      PrintStream out, String what, List<Took> none, List<Took> idle, ToDoubleFunction<Took> time) {
    double[] without = none.stream().mapToDouble(time).toArray();
    double[] with = idle.stream().mapToDouble(time).toArray();
    out.println(
        "| %s | %s | %s | %s |"
            .formatted(
                what,
                Spread.of(without).as("%.0f"),
                Spread.of(with).as("%.0f"),
                Spread.ofRatios(with, without).as("%.3f")));
  }

  private static List<String> service() throws IOException {
    Path built = AgentJar.required().jar().resolve("../../..").normalize().resolve(SERVICE);
    String classPath = Files.readString(built.resolve("classpath")).strip();
    return List.of("-cp", built.resolve("classes") + ":" + classPath, MAIN, "--server.port=0");
  }

  private Took start(Arm arm) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java.java().toString()));
    command.addAll(arm.flags(folder));
    command.addAll(service());
    long began = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line; (line = said.readLine()) != null; ) {
        if (line.startsWith(LISTENS)) {
          double wall = (System.nanoTime() - began) / 1e6;
          return new Took(wall, process.info().totalCpuDuration().orElseThrow().toNanos() / 1e6);
        }
      }
      throw new IOException("it never listened: " + command);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
