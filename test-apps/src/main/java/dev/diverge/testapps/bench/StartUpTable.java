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
import org.jspecify.annotations.Nullable;

/** Whole processes, interleaved: a JVM without agent, with an empty one, and with Diverge. */
final class StartUpTable {

  private final JavaHome java;
  private final Path folder;
  private final int rounds;
  private final @Nullable Path before;

  /**
   * Of some starts.
   *
   * @param before an older jar, to be measured by turns with this one
   */
  StartUpTable(JavaHome java, Path folder, int rounds, @Nullable Path before) {
    this.before = before;
    this.java = java;
    this.folder = folder;
    this.rounds = rounds;
  }

  void print(PrintStream out) throws IOException, InterruptedException {
    Map<String, List<String>> arms = arms(folder, before);
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
  static Map<String, List<String>> arms(Path folder, @Nullable Path before) throws IOException {
    GenerationPage page = GenerationPage.create(folder.resolve("start.page"));
    Map<String, List<String>> arms = new LinkedHashMap<>();
    arms.put("no agent", List.of());
    arms.put("an empty agent", List.of("-javaagent:" + EmptyAgent.jar(folder)));
    String options = "=source=page:" + page.file();
    if (before != null) {
      arms.put("Diverge before", List.of("-javaagent:" + before + options));
    }
    arms.put("Diverge", List.of("-javaagent:" + AgentJar.required().jar() + options));
    return arms;
  }

  private double start(List<String> flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java.java().toString()));
    command.addAll(flags);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), HelloWorld.class.getName()));
    long began = System.nanoTime();
    run(command);
    return (System.nanoTime() - began) / 1e6;
  }

  /** A whole process, whose output is of no matter. */
  static void run(List<String> command) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.INHERIT)
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException("exit status " + status + " of " + command);
    }
  }
}
