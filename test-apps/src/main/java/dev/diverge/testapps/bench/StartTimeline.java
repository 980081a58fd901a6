package dev.diverge.testapps.bench;

import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.GenerationPage;
import dev.diverge.testlab.JavaHome;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the agent does before a hello-world's main, by the JVM's log of the classes it loads: how
 * long each part takes, and how many classes of whose it loads.
 */
final class StartTimeline {

  /** What a part begins with, and what it is. */
  private static final String[][] PARTS = {
    {"dev.diverge.entry.DivergeAgent", "the jar's directory and the pack"},
    {"dev.diverge.threshold.GateDefiner", "java.base opened, gate and loader defined"},
    {"dev.diverge.agent.Install", "the agent's parts made"},
    {"java.lang.DivergeGuard", "the guard, the tables of what to weave"},
    {"dev.diverge.agent.GenerationEvents", "the generation's sources opened and mapped"},
    {"dev.diverge.agent.rules.JarRules", "rules of jars, loaded classes looked at, follower"},
    {"sun.launcher.LauncherHelper", ""},
  };

  private static final Pattern LINE = Pattern.compile("\\[(\\d+)ns\\] (\\S+) source: (.*)");

  private final JavaHome java;
  private final Path folder;
  private final int rounds;
  private final @Nullable Path before;

  /**
   * Of some starts.
   *
   * @param before an older jar, to be measured by turns with this one
   */
  StartTimeline(JavaHome java, Path folder, int rounds, @Nullable Path before) {
    this.java = java;
    this.folder = folder;
    this.rounds = rounds;
    this.before = before;
  }

  /** One part of one start. */
  private record Part(double millis, int ours, int archived, int others) {}

  void print(PrintStream out) throws IOException, InterruptedException {
    List<List<Part>> old = new ArrayList<>();
    List<List<Part>> now = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      if (before != null) {
        old.add(start(before));
      }
      now.add(start(AgentJar.required().jar()));
    }
    out.println();
    out.println("### Before a hello-world's main, JDK " + java.version());
    out.println();
    out.println(
        "| part | "
            + (before == null ? "" : "before, ms | classes before | ")
            + "ms | classes: ours, the JDK's from its archive, and from its modules |");
    out.println("|---|" + (before == null ? "" : "---|---|") + "---|---|");
    for (int part = 0; part < PARTS.length - 1; part++) {
      out.println(
          "| %s | %s%s |"
              .formatted(
                  PARTS[part][1],
                  before == null ? "" : cells(old, part) + " | ",
                  cells(now, part)));
    }
  }

  private String cells(List<List<Part>> starts, int part) {
    double[] millis = starts.stream().mapToDouble(start -> start.get(part).millis).toArray();
    Part any = starts.get(0).get(part);
    return "%s | %d, %d, %d"
        .formatted(Spread.of(millis).as("%.1f"), any.ours, any.archived, any.others);
  }

  private List<Part> start(Path jar) throws IOException, InterruptedException {
    Path log = folder.resolve("loaded.log");
    GenerationPage page = GenerationPage.create(folder.resolve("timeline.page"));
    List<String> command =
        List.of(
            java.java().toString(),
            "-javaagent:" + jar + "=source=page:" + page.file(),
            "-Xlog:class+load:file=" + log + ":uptimenanos:filecount=0",
            "-cp",
            Path.of(System.getProperty("java.class.path").split(":", -1)[0]).toString(),
            HelloWorld.class.getName());
    StartUpTable.run(command);
    return parts(Files.readAllLines(log));
  }

  private static List<Part> parts(List<String> lines) throws IOException {
    List<Part> parts = new ArrayList<>();
    long began = 0;
    int part = -1;
    int[] classes = new int[3];
    for (String line : lines) {
      Matcher loaded = LINE.matcher(line);
      if (!loaded.matches()) {
        continue;
      }
      String name = loaded.group(2);
      if (part + 1 < PARTS.length && name.equals(PARTS[part + 1][0])) {
        long now = Long.parseLong(loaded.group(1));
        if (part >= 0) {
          parts.add(new Part((now - began) / 1e6, classes[0], classes[1], classes[2]));
        }
        began = now;
        classes = new int[3];
        part++;
      }
      boolean ours =
          name.contains("diverge")
              || name.contains("Diverge")
              || name.startsWith("org.objectweb.asm.");
      boolean archived = loaded.group(3).startsWith("shared objects file");
      classes[ours ? 0 : archived ? 1 : 2]++;
    }
    if (parts.size() != PARTS.length - 1) {
      throw new IOException("the log lacks " + PARTS[part + 1][0]);
    }
    return parts;
  }
}
