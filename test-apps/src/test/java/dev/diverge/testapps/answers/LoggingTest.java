package dev.diverge.testapps.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clones are told on stderr, and once the application's logging is up there too; trouble there
 * instead. Never is it started.
 */
class LoggingTest {

  private static final String CLONE = "diverge: clone detected: epoch ";
  private static final String FAILURE = "diverge: action " + LoggingApp.class.getName();

  @TempDir Path folder;

  @Test
  void toStderrWhileThereIsNoLogging() throws Exception {
    try (Child child = run("none", List.of(), "poll=20")) {
      assertEquals("heard 0\n", child.finish());
      assertEquals(8, child.err().lines().filter(l -> l.startsWith(CLONE)).count(), child.err());
    }
  }

  @Test
  void toJavaUtilLoggingOnceItIsUp() throws Exception {
    try (Child child = run("jul", List.of(), "poll=20")) {
      String out = child.finish();
      assertTrue(out.contains("jul dev.diverge INFO " + CLONE), out + child.err());
      assertTrue(out.contains("jul dev.diverge WARNING " + FAILURE), out + child.err());
      assertClonesOnStderr(out, child.err());
    }
  }

  /** Its console handler writes to stderr, where the line is already. */
  @Test
  void noCloneTwiceOnTheConsole() throws Exception {
    try (Child child = run("console", List.of(), "poll=20")) {
      child.finish();
      assertClonesOnStderr("", child.err());
      assertTrue(child.err().contains("WARNING: " + FAILURE), child.err());
    }
  }

  @Test
  void toTheFinderTheApplicationBroughtButOnlyOnceItIsMade() throws Exception {
    Path services = Files.createDirectories(folder.resolve("cp/META-INF/services"));
    Files.writeString(
        services.resolve("java.lang.System$LoggerFinder"), LoggingApp.Finder.class.getName());
    try (Child child = run("finder", List.of(folder.resolve("cp").toString()), "poll=20")) {
      String out = child.finish();
      List<String> lines = out.lines().toList();
      assertEquals(List.of("asks", "made", "finder app INFO up"), lines.subList(0, 3), out);
      assertTrue(out.contains("finder dev.diverge INFO " + CLONE), out);
      assertClonesOnStderr(out, child.err());
    }
  }

  /** An appender whose connection died with the snapshot. */
  @Test
  void backToStderrIfLoggingHangs() throws Exception {
    try (Child child = run("hang", List.of(), "poll=20")) {
      String out = child.finish();
      assertTrue(out.contains("jul dev.diverge WARNING " + FAILURE), out);
      assertClonesOnStderr(out, child.err());
      String last = child.err().substring(child.err().lastIndexOf(CLONE));
      assertTrue(
          child
              .err()
              .lines()
              .anyMatch(l -> l.startsWith(FAILURE) && l.endsWith("in epoch " + epoch(last))),
          child.err());
    }
  }

  @Test
  void noMoreThanTheLevelAskedFor() throws Exception {
    try (Child child = run("none", List.of(), "log=warning")) {
      child.finish();
      assertEquals("", child.err());
    }
    try (Child child = run("none", List.of(), "log=debug,second-reseed=1,poll=20")) {
      child.finish();
      assertTrue(child.err().contains("diverge: the second reseed"), child.err());
    }
  }

  /** What the agent is asked for most, and still nothing of theirs before main. */
  @Test
  void nothingOfLoggingJmxOrJfrBeforeMain() throws Exception {
    Page page = Page.in(folder);
    List<String> flags =
        List.of(Child.agent(page, "jmx=on", "log=debug", "poll=1"), "-Xlog:class+load");
    try (Child child =
        Child.main(folder, flags, LoggingApp.class, page.file().toString(), "none")) {
      List<String> loaded = new ArrayList<>();
      for (String line : child.finish().lines().toList()) {
        if (line.contains(" " + LoggingApp.class.getName() + " ")) {
          break;
        }
        loaded.add(line);
      }
      assertTrue(
          loaded.stream().anyMatch(l -> l.contains("dev.diverge.agent.transition.Transition ")));
      for (String line : loaded) {
        for (String heavy :
            List.of(
                " javax.management.",
                " java.lang.management.",
                " jdk.jfr.",
                " java.util.logging.",
                "System$Logger",
                " sun.util.logging.",
                "ApplicationLog")) {
          assertFalse(line.contains(heavy), line);
        }
      }
    }
  }

  /** Each clone once, whatever logging says besides, and in that each once too. */
  private static void assertClonesOnStderr(String out, String err) {
    List<String> clones = err.lines().filter(l -> l.startsWith(CLONE)).toList();
    for (int i = 0; i < clones.size(); i++) {
      assertEquals(Integer.toString(i + 1), epoch(clones.get(i)), err);
    }
    assertFalse(clones.isEmpty(), err);
    List<String> logged = out.lines().filter(l -> l.contains(CLONE)).map(l -> epoch(l)).toList();
    assertEquals(logged.stream().distinct().toList(), logged, out);
  }

  private static String epoch(String line) {
    int start = line.indexOf(CLONE) + CLONE.length();
    return line.substring(start, line.indexOf(' ', start));
  }

  private Child run(String how, List<String> classPath, String options) throws Exception {
    Page page = Page.in(folder);
    List<String> path = new ArrayList<>(classPath);
    path.add(System.getProperty("java.class.path"));
    return Child.java(
        folder,
        List.of(
            Child.agent(page, options),
            "-cp",
            String.join(File.pathSeparator, path),
            LoggingApp.class.getName(),
            page.file().toString(),
            how));
  }
}
