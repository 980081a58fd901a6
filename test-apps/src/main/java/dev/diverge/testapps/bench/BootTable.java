package dev.diverge.testapps.bench;

import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.JavaHome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A Spring Boot web service, from the start of its process until it listens: without an agent, with
 * one that does nothing, and with Diverge; all in each round, by turns one or another first.
 */
final class BootTable {

  private static final Path SERVICE = Path.of("test-apps", "lifecycle", "target");
  private static final String MAIN = "dev.diverge.testapps.lifecycle.Service";
  private static final String LISTENS = "port ";

  private final JavaHome java;
  private final Path folder;
  private final int rounds;
  private final @Nullable Path before;

  /**
   * Of some starts.
   *
   * @param before an older jar, to be measured by turns with this one
   */
  BootTable(JavaHome java, Path folder, int rounds, @Nullable Path before) {
    this.before = before;
    this.java = java;
    this.folder = folder;
    this.rounds = rounds;
  }

  /** Until it listens, in milliseconds. */
  private record Took(double wall, double processor, Map<String, Double> threads) {}

  void print(PrintStream out) throws IOException, InterruptedException {
    Map<String, List<String>> arms = StartUpTable.arms(folder, before);
    Map<String, List<Took>> took = new LinkedHashMap<>();
    arms.keySet().forEach(arm -> took.put(arm, new ArrayList<>()));
    List<String> order = new ArrayList<>(arms.keySet());
    for (int round = -1; round < rounds; round++) {
      Collections.rotate(order, 1);
      for (String arm : order) {
        Took one = start(Objects.requireNonNull(arms.get(arm)));
        if (round >= 0) {
          Objects.requireNonNull(took.get(arm)).add(one);
        }
      }
    }
    out.println();
    out.println("### Start of a Spring Boot web service, JDK " + java.version());
    out.println();
    out.println("| JVM with | wall, ms | / no agent | processor, ms | / no agent |");
    out.println("|---|---|---|---|---|");
    List<Took> none = Objects.requireNonNull(took.get("no agent"));
    took.forEach(
        (arm, all) ->
            out.println(
                "| %s | %s | %s |"
                    .formatted(
                        arm, pair(all, none, Took::wall), pair(all, none, Took::processor))));
    printThreads(out, took);
  }

  /** Whose processor time it is. */
  private static void printThreads(PrintStream out, Map<String, List<Took>> took) {
    Set<String> kinds = new TreeSet<>();
    took.values().forEach(all -> all.forEach(one -> kinds.addAll(one.threads.keySet())));
    out.println();
    out.println("| processor time of threads, ms | " + String.join(" | ", took.keySet()) + " |");
    out.println("|---|" + "---|".repeat(took.size()));
    for (String kind : kinds) {
      List<String> cells = new ArrayList<>(List.of(kind));
      for (List<Took> all : took.values()) {
        double[] times =
            all.stream().mapToDouble(one -> one.threads.getOrDefault(kind, 0.0)).toArray();
        cells.add(Spread.of(times).as("%.0f"));
      }
      out.println("| " + String.join(" | ", cells) + " |");
    }
  }

  private static String pair(List<Took> all, List<Took> none, ToDoubleFunction<Took> time) {
    double[] those = all.stream().mapToDouble(time).toArray();
    double[] without = none.stream().mapToDouble(time).toArray();
    return Spread.of(those).as("%.0f") + " | " + Spread.ofRatios(those, without).as("%.3f");
  }

  private static List<String> service() throws IOException {
    Path built = AgentJar.required().jar().resolve("../../..").normalize().resolve(SERVICE);
    String classPath = Files.readString(built.resolve("classpath")).strip();
    return List.of("-cp", built.resolve("classes") + ":" + classPath, MAIN, "--server.port=0");
  }

  private Took start(List<String> flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java.java().toString()));
    command.addAll(flags);
    command.addAll(service());
    long began = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line; (line = said.readLine()) != null; ) {
        if (line.startsWith(LISTENS)) {
          double wall = (System.nanoTime() - began) / 1e6;
          double processor = process.info().totalCpuDuration().orElseThrow().toNanos() / 1e6;
          return new Took(wall, processor, ThreadTimes.of(process.pid()));
        }
      }
      throw new IOException("it never listened: " + command);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
