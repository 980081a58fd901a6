package dev.diverge.testlab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example of docs/testing.md in somebody else's project, and what it says where it cannot run.
 */
class TestingPageTest {

  /** Reset, since the agent knows what it draws from. */
  private static final String DRAWN =
      "class TicketIds { static final java.util.Random IDS = new java.util.Random();"
          + " static String next() { return Long.toHexString(IDS.nextLong()); } }";

  /** Its state is nobody's that the agent knows. */
  private static final String COUNTED =
      "class TicketIds { static int last; static String next() { return \"ticket-\" + last++; } }";

  @TempDir Path folder;
  private Path agent = Path.of("agent");

  @BeforeEach
  void theAgentAsAnArtifactOnTheClassPath() throws Exception {
    agent = folder.resolve("diverge-agent-1.0.jar");
    Files.copy(AgentJar.required().jar(), agent);
  }

  @Test
  void theExample() throws Exception {
    assertEquals("1 of 1 succeeded", last(run(DRAWN, agent.toString())));
  }

  @Test
  void itFailsWhereClonesShare() throws Exception {
    String said = run(COUNTED, agent.toString());
    assertEquals("0 of 1 succeeded", last(said));
    assertTrue(said.contains("java.lang.AssertionError: ticket: "), said);
  }

  @Test
  void whatIsMissingIsTold() throws Exception {
    String said = run(DRAWN, "");
    assertTrue(said.contains("no agent: name its jar by -Ddiverge.agent.jar="), said);
    said = run(DRAWN, "", "-Ddiverge.agent.jar=" + Path.of("/etc/passwd"));
    assertTrue(said.contains("/etc/passwd is not the jar of Diverge's agent"), said);
    said = run(DRAWN, agent.toString(), "-Dos.name=Mac OS X");
    assertTrue(said.contains("clones are forked, on Linux alone; this is Mac OS X"), said);
    assertEquals("0 of 1 succeeded", last(said));
    String held = "class TicketIds { static String next() { return \"\"; } }";
    String example = example().replace("() -> TicketIds.next()", "holding(new Object())");
    example =
        example.substring(0, example.lastIndexOf('}'))
            + "static dev.diverge.testlab.Draw holding(Object it) { return () -> it; } }";
    said = tested(example, held, agent.toString());
    assertTrue(said.contains("holds a java.lang.Object, which cannot be sent"), said);
  }

  private String run(String ids, String agent, String... flags) throws Exception {
    return tested(example(), ids, agent, flags);
  }

  /** What a JVM says that runs the test in a folder which is nobody's build. */
  private String tested(String test, String ids, String agent, String... flags) throws Exception {
    Path project = Files.createTempDirectory(folder, "project");
    Path classes = Files.createDirectory(project.resolve("classes"));
    String path = classPath(project, classes, agent);
    compile(
        classes,
        path,
        Files.writeString(project.resolve("TicketIdsTest.java"), test),
        Files.writeString(project.resolve("TicketIds.java"), ids));
    List<String> command = new ArrayList<>(List.of(JavaHome.forTests().java().toString()));
    command.addAll(List.of(flags));
    command.addAll(List.of("-Ddiverge.clones=5", "-cp", path));
    command.addAll(List.of(RunOne.class.getName(), "TicketIdsTest"));
    Path out = project.resolve("out");
    Process process =
        new ProcessBuilder(command)
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    return Files.readString(out);
  }

  /** Ours has the lab's classes; copied, so that the lab finds no build above it. */
  private static String classPath(Path project, Path classes, String agent) throws Exception {
    List<String> path = new ArrayList<>(List.of(classes.toString()));
    int number = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path copy = project.resolve("lib" + number++);
      Path from = Path.of(entry);
      if (Files.isDirectory(from)) {
        copy(from, copy);
      } else if (Files.isRegularFile(from)) {
        copy = from;
      }
      path.add(copy.toString());
    }
    if (!agent.isEmpty()) {
      path.add(agent);
    }
    return String.join(File.pathSeparator, path);
  }

  private static void copy(Path from, Path to) throws Exception {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void compile(Path classes, String path, Path... sources) {
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "--release", "17"));
    arguments.addAll(List.of("-d", classes.toString(), "-cp", path));
    for (Path source : sources) {
      arguments.add(source.toString());
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, said, said, arguments.toArray(new String[0]));
    assertEquals(0, status, said.toString(StandardCharsets.UTF_8));
  }

  /** The one fence of Java on the page. */
  private static String example() throws Exception {
    String page = Files.readString(root().resolve("docs/testing.md"));
    int start = page.indexOf("```java\n") + "```java\n".length();
    return page.substring(start, page.indexOf("```\n", start));
  }

  private static Path root() {
    Path up = Path.of("").toAbsolutePath();
    while (!Files.exists(up.resolve("docs/testing.md"))) {
      up = Objects.requireNonNull(up.getParent());
    }
    return up;
  }

  private static String last(String said) {
    return said.lines().reduce("", (first, last) -> last);
  }
}
