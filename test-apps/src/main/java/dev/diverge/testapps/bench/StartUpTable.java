package dev.diverge.testapps.bench;

import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.GenerationPage;
import dev.diverge.testlab.JavaHome;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Whole processes, interleaved: a JVM without agent, with an empty one, and with Diverge. */
final class StartUpTable {

  private final JavaHome java;
  private final Path folder;
  private final int rounds;

  StartUpTable(JavaHome java, Path folder, int rounds) {
    this.java = java;
    this.folder = folder;
    this.rounds = rounds;
  }

  void print(PrintStream out) throws IOException, InterruptedException {
    Map<String, List<String>> arms = arms(folder);
    Map<String, double[]> millis = new LinkedHashMap<>();
    for (int round = -2; round < rounds; round++) {
      for (Map.Entry<String, List<String>> arm : arms.entrySet()) {
        double took = start(arm.getValue());
        if (round >= 0) {
          millis.computeIfAbsent(arm.getKey(), name -> new double[rounds])[round] = took;
        }
      }
    }
    out.println();
    out.println("### Start-up of a hello-world, JDK " + java.version());
    out.println();
    out.println("| JVM with | wall, ms | / an empty agent |");
    out.println("|---|---|---|");
    double[] empty = Objects.requireNonNull(millis.get("an empty agent"));
    millis.forEach(
        (name, took) ->
            out.println(
                "| "
                    + name
                    + " | "
                    + Spread.of(took).as("%.0f")
                    + " | "
                    + Spread.ofRatios(took, empty).as("%.2f")
                    + " |"));
  }

  /** Flags by what the JVM is one with. */
  static Map<String, List<String>> arms(Path folder) throws IOException {
    GenerationPage page = GenerationPage.create(folder.resolve("start.page"));
    Map<String, List<String>> arms = new LinkedHashMap<>();
    arms.put("no agent", List.of());
    arms.put("an empty agent", List.of("-javaagent:" + EmptyAgent.jar(folder)));
    arms.put(
        "Diverge",
        List.of("-javaagent:" + AgentJar.required().jar() + "=source=page:" + page.file()));
    return arms;
  }

  private double start(List<String> flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java.java().toString()));
    command.addAll(flags);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), HelloWorld.class.getName()));
    long began = System.nanoTime();
    int status =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.INHERIT)
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException("exit status " + status + " of " + command);
    }
    return (System.nanoTime() - began) / 1e6;
  }
}
