package dev.diverge.testapps.bench;

import dev.diverge.testlab.JavaHome;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The clock's jitter: what a rekeying gets from it if the kernel gives nothing, and its time. */
final class EntropyTable {
  private static final String SAMPLES = "1000000";
  private static final String TIMES = "20000";

  private final JavaHome java;

  EntropyTable(JavaHome java) {
    this.java = java;
  }

  void print(PrintStream out) throws IOException, InterruptedException {
    out.println();
    out.println("### The clock's jitter, JDK " + java.version());
    out.println();
    out.println(
        "| JVM | most common value, bits a sample | collision, bits a sample | samples a rekeying |"
            + " bits a rekeying, the lesser | the first rekeying, µs | later, median, µs | 99 of 100,"
            + " µs |");
    out.println("|---|---|---|---|---|---|---|---|");
    row(out, "compiled", SAMPLES, TIMES);
    row(out, "interpreted", SAMPLES, "500", "-Xint");
  }

  private void row(PrintStream out, String name, String samples, String times, String... flags)
      throws IOException, InterruptedException {
    List<Double> told = new ArrayList<>();
    for (String line : run(samples, times, flags)) {
      told.add(Double.parseDouble(line));
    }
    double bits = Math.min(told.get(0), told.get(1)) * told.get(2);
    out.println(
        String.format(
            "| %s | %.2f | %.2f | %.0f | %.0f | %.0f | %.0f | %.0f |",
            name,
            told.get(0),
            told.get(1),
            told.get(2),
            bits,
            told.get(3),
            told.get(4),
            told.get(5)));
  }

  private List<String> run(String samples, String times, String... flags)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java.java().toString(), "-XX:+UseSerialGC"));
    command.addAll(List.of(flags));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            EntropyProbe.class.getName(),
            samples,
            times));
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("failed: " + command);
    }
    return said.lines().toList();
  }
}
