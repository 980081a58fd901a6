package dev.diverge.testapps.bench;

import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.GenerationPage;
import dev.diverge.testlab.JavaHome;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The transition's time, a class's on its way past the agent, the jar's size, the heap held. */
final class ProbeTable {

  private static final String TRANSITIONS = "30";
  private static final List<String> SOCKETS = List.of("100", "1000", "10000");

  private final JavaHome java;
  private final Path folder;

  ProbeTable(JavaHome java, Path folder) {
    this.java = java;
    this.folder = folder;
  }

  void print(PrintStream out) throws IOException, InterruptedException {
    out.println();
    out.println("### Transition and memory, JDK " + java.version());
    out.println();
    out.println("| what | measured |");
    out.println("|---|---|");
    rows(out, "transition, %s live Randoms", TransitionProbe.class, "1", "100000");
    rows(out, "last draw of %s threads that notice at once", CrowdProbe.class, "1", "64");
    rows(out, "registered actions, %s of them", ActionsProbe.class, "1", "10000");
    try (RemoteEnd remote = new RemoteEnd()) {
      String port = "-D" + SocketTransitionProbe.PORT + "=" + remote.port();
      rows(out, "draw beside %s connections", SocketTransitionProbe.class, List.of(port), SOCKETS);
    }
    rows(out, "draw beside %s idle objects", IdleObjectsProbe.class, "10", "100000");
    rows(out, "draw beside %s of Tomcat's sessions", WebSessionsProbe.class, "10", "10000");
    rows(
        out,
        "transition, %s live TLS connections of a tenth as many contexts",
        TlsTransitionProbe.class,
        "10000");
    List<String> prefilter =
        run(
            List.of("--add-opens=java.base/java.lang=ALL-UNNAMED", agent(page())),
            PrefilterProbe.class);
    out.println(
        "| a class that concerns nobody: the first 5,000, ns each | " + whole(prefilter, 0));
    out.println("| … later ones, ns | " + whole(prefilter, 1));
    out.println("| … of the system's class loader, ns | " + whole(prefilter, 2));
    out.println("| … whose constants are looked at, ns | " + whole(prefilter, 3));
    out.println("| jar, bytes | " + Files.size(AgentJar.required().jar()) + " |");
    long without = heap();
    long with = heap(agent(page()));
    out.println("| heap held, bytes | " + (with - without) + " |");
  }

  private long heap(String... flags) throws IOException, InterruptedException {
    // Without what is dead and not compacted, and what threads have only set aside.
    List<String> exact =
        new ArrayList<>(List.of("-XX:MarkSweepAlwaysCompactCount=1", "-XX:-UseTLAB"));
    exact.addAll(List.of(flags));
    return Long.parseLong(run(exact, HeapProbe.class).get(0));
  }

  private void rows(PrintStream out, String what, Class<?> probe, String... sizes)
      throws IOException, InterruptedException {
    rows(out, what, probe, List.of(), List.of(sizes));
  }

  private void rows(
      PrintStream out, String what, Class<?> probe, List<String> flags, List<String> sizes)
      throws IOException, InterruptedException {
    for (String size : sizes) {
      String title = what.formatted(size);
      for (double[] micros : micros(probe, flags, size)) {
        out.println(
            "| from the bump to the end of the "
                + title
                + ": the first, µs | "
                + String.format("%.0f", micros[0])
                + " |");
        double[] later = Arrays.copyOfRange(micros, 1, micros.length);
        out.println("| … each later one, µs | " + Spread.of(later).as("%.0f") + " |");
        title = "next use of these";
      }
    }
  }

  private static String whole(List<String> lines, int index) {
    return String.format("%.0f |", Double.parseDouble(lines.get(index)));
  }

  /** A column of the probe's lines each. */
  private double[][] micros(Class<?> probe, List<String> more, String size)
      throws IOException, InterruptedException {
    GenerationPage page = page();
    List<String> flags = new ArrayList<>(more);
    flags.add(agent(page));
    List<String> lines = run(flags, probe, page.file().toString(), size, TRANSITIONS);
    double[][] micros = new double[columns(lines.get(0)).length][lines.size()];
    for (int line = 0; line < lines.size(); line++) {
      String[] columns = columns(lines.get(line));
      for (int column = 0; column < columns.length; column++) {
        micros[column][line] = Double.parseDouble(columns[column]);
      }
    }
    return micros;
  }

  private static String[] columns(String line) {
    return line.split(" ", -1);
  }

  private GenerationPage page() {
    return GenerationPage.create(folder.resolve("probe.page"));
  }

  /** The probes' connections are within the machine. */
  private static String agent(GenerationPage page) {
    String options = "=sockets=abort-all,source=page:" + page.file();
    return "-javaagent:" + AgentJar.required().jar() + options;
  }

  private List<String> run(List<String> flags, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java.java().toString(), "-XX:+UseSerialGC"));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("failed: " + command);
    }
    return output.lines().toList();
  }
}
