package dev.diverge.testapps.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No line of ours is forged, and none forced. */
class LinesTest {

  private static final String FORGED = "x\ndiverge: clone detected: epoch 9 (page)";

  @TempDir Path folder;

  /** From options, by each way there is. */
  @Test
  void valuesStayOnTheirLine() throws Exception {
    Page page = Page.in(folder);
    Path config = folder.resolve("c.properties");
    Files.writeString(config, "jmx=\\u001b[2Jx\npoll=1\\u0085\\u2028\\u202e2\nx\\ny=1\n");
    List<String> flags =
        List.of(
            Child.agent(page, "sockets=\u0007bell", "config=" + config),
            "-Ddiverge.crac=" + FORGED,
            "-Ddiverge.self-test=" + "y".repeat(100_000));
    try (Child child = Child.main(folder, flags, LinesApp.class)) {
      child.finish();
      String err = child.err();
      assertEquals(6, err.lines().count(), err);
      assertTrue(err.lines().allMatch(line -> line.startsWith("diverge: ")), err);
      assertFalse(err.lines().anyMatch(line -> line.startsWith("diverge: clone")), err);
      assertTrue(err.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f)), err);
      assertTrue(err.contains("\\u001b[2Jx"), err);
      assertTrue(err.contains("1\\u0085\\u2028\\u202e2"), err);
      assertTrue(err.contains("x\\u000adiverge: clone"), err);
      assertTrue(err.length() < 10_000, err);
    }
  }

  /** From the application's exceptions, in lines and in answers. */
  @Test
  void exceptionsStayOnTheirLine() throws Exception {
    Page page = Page.in(folder);
    List<String> flags = List.of(Child.agent(page), "-XX:+EnableDynamicAgentLoading");
    try (Child child =
        Child.main(folder, flags, LinesApp.class, page.file().toString(), "failing")) {
      child.await("cloned");
      Told told = Told.by(folder, "status", Long.toString(child.pid()));
      assertEquals(1, told.exit());
      assertFalse(told.out().lines().anyMatch(line -> line.startsWith("forged")), told.out());
      assertTrue(told.out().contains("\\u000aforged \\u001b[1m"), told.out());
      String err = child.err();
      assertEquals(2, err.lines().filter(line -> line.startsWith("diverge: ")).count(), err);
      assertTrue(err.lines().noneMatch(line -> line.startsWith("forged")), err);
    }
  }

  /** A page that changes as fast as it can be written. */
  @Test
  void changesThatComeThickAreTold() throws Exception {
    Page page = Page.in(folder);
    List<String> flags = List.of(Child.agent(page, "poll=20"));
    try (Child child =
        Child.main(folder, flags, LinesApp.class, page.file().toString(), "flapping")) {
      long epoch = Long.parseLong(child.await("epoch ").substring("epoch ".length()));
      long seconds = Long.parseLong(child.await("seconds ").substring("seconds ".length()));
      child.finish();
      List<String> lines = child.err().lines().toList();
      assertTrue(epoch > 500, "epoch " + epoch);
      assertTrue(lines.size() <= 20 + 6 * seconds, lines.size() + " in " + seconds + " s");
      assertTrue(lines.get(0).startsWith("diverge: clone detected: epoch 1 (page)"), lines.get(0));
      String last = lines.get(lines.size() - 1);
      assertTrue(last.startsWith("diverge: clone detected: epoch " + epoch + " (page)"), last);
      long told = 0;
      for (String line : lines) {
        Matcher more = Pattern.compile("\\(and (\\d+) more lines before it\\)$").matcher(line);
        told += 1 + (more.find() ? Long.parseLong(more.group(1)) : 0);
      }
      assertTrue(told > lines.size(), "" + told);
      assertTrue(told <= epoch, told + " of " + epoch);
    }
  }
}
