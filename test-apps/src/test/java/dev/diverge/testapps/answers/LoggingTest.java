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

/** Lines go to stderr, and once the application's logging is up to that; never is it started. */
class LoggingTest {

  private static final String CLONE = "diverge: clone detected: epoch ";

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
      assertTrue(child.err().startsWith(CLONE + "1 "), child.err());
      assertEachLineOnce(out + child.err());
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
      assertEachLineOnce(out + child.err());
    }
  }

  /** An appender whose connection died with the snapshot. */
  @Test
  void backToStderrIfLoggingHangs() throws Exception {
    try (Child child = run("hang", List.of(), "poll=20")) {
      String out = child.finish();
      assertTrue(out.contains("jul dev.diverge INFO " + CLONE), out);
      List<String> epochs = child.err().lines().filter(l -> l.startsWith(CLONE)).toList();
      String all = out + child.err();
      int clones =
          (int) all.lines().filter(l -> l.contains(CLONE)).map(l -> epoch(l)).distinct().count();
      for (int epoch = 1; epoch <= clones; epoch++) {
        String told = CLONE + epoch + " ";
        assertTrue(epochs.stream().anyMatch(l -> l.startsWith(told)), told + " in " + all);
      }
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
      assertTrue(loaded.stream().anyMatch(l -> l.contains("dev.diverge.agent.Transition ")));
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

  private static void assertEachLineOnce(String all) {
    List<String> epochs = all.lines().filter(l -> l.contains(CLONE)).map(l -> epoch(l)).toList();
    assertEquals(epochs.stream().distinct().toList().size(), epochs.size(), all);
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
