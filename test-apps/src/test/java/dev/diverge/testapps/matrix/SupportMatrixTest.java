package dev.diverge.testapps.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs in one tree, of which the second writes over most of what the first left. */
class SupportMatrixTest {

  private static final String FORKS = "lab.JdkClonesTest";
  private static final String GUESTS = "lab.VmLabIT";
  private static final String PAST = "<testcase classname='%s' name='noCloneRepeatsAnother'/>";
  private static final String VMS =
      "<testcase classname='%s' name='noCloneRepeatsAnother(Kernel)[1]'><system-out>4 VM clones,"
          + " Linux 6.1, Java 17\n"
          + "  without an agent 1\n"
          + "  with Diverge, kmsg 2\n"
          + "  with Diverge, page:/run 3</system-out></testcase>";

  @TempDir Path root;

  private int minutes;

  @Test
  void theFactsOfOneRunSurviveTheNext() throws Exception {
    report("surefire", FORKS, "17.0.1", PAST);
    report("failsafe", GUESTS, "17.0.1", VMS);
    collect();
    report("surefire", FORKS, "25", PAST); // the lab's report of 17 is still there
    collect();
    assertEquals(
        List.of(
            "17.0.1, V | QEMU 1 | a guest with nothing but the JVM | 6.1 | page kmsg",
            "17.0.1, V | forked processes | Some OS | 7.0 | page",
            "25, V | forked processes | Some OS | 7.0 | page"),
        rows());
  }

  @Test
  void whatDidNotPassIsUntested() throws Exception {
    for (String not : List.of("failure", "error", "skipped")) {
      report("surefire", FORKS, "17", PAST.replace("/>", "><" + not + "/></testcase>"));
      report("surefire", "lab.OtherTest", "17", PAST);
      collect();
      assertEquals(List.of(), rows(), not);
    }
  }

  @Test
  void aSecondRunOnOneJdkReplacesItsFacts() throws Exception {
    report("surefire", FORKS, "17", PAST);
    collect();
    report("surefire", FORKS, "17", PAST.replace("/>", "><failure/></testcase>"));
    report("surefire", "lab.OtherTest", "17", PAST);
    collect();
    assertEquals(List.of(), rows());
  }

  @Test
  void withoutReportsItSaysSo() {
    assertThrows(IOException.class, this::collect);
  }

  @Test
  void theTestsThatItKnowsAreThere() throws Exception {
    List<Path> sources = new ArrayList<>();
    for (String module : List.of("driver", "test-apps")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src/test/java"))) {
        files.filter(Files::isRegularFile).forEach(sources::add);
      }
    }
    for (String known : Evidence.tests()) {
      String[] parts = known.split("\\.", -1);
      assertTrue(
          sources.stream()
              .filter(file -> file.endsWith(parts[0] + ".java"))
              .anyMatch(file -> read(file).contains("void " + parts[1] + "(")),
          known);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void collect() throws IOException {
    new SupportMatrix(root)
        .collect(
            new Evidence("Some OS", "QEMU 1"), new PrintStream(OutputStream.nullOutputStream()));
  }

  /** The page's, with the sources that have clones. */
  private List<String> rows() throws IOException {
    Files.createDirectories(root.resolve("docs"));
    new SupportMatrix(root).write();
    List<String> lines = Files.readAllLines(root.resolve("docs/support-matrix.md"));
    List<String> table = lines.stream().filter(line -> line.startsWith("| ")).toList();
    String[] heads = table.get(0).split(" \\| ", -1);
    return table.stream().skip(1).map(line -> cloned(line.split(" \\| ", -1), heads)).toList();
  }

  private static String cloned(String[] cells, String[] heads) {
    StringBuilder row = new StringBuilder(cells[0].substring(2));
    row.append(" | ")
        .append(cells[1])
        .append(" | ")
        .append(cells[2])
        .append(" | ")
        .append(cells[3]);
    String before = " | ";
    for (int i = 4; i < cells.length; i++) {
      if (cells[i].contains("clones")) {
        row.append(before).append(heads[i].replace("`", ""));
        before = " ";
      }
    }
    return row.toString();
  }

  private void report(String plugin, String suite, String jdk, String test) throws IOException {
    Files.writeString(Files.createDirectories(root.resolve("module")).resolve("pom.xml"), "");
    Path file =
        Files.createDirectories(root.resolve("module/target/" + plugin + "-reports"))
            .resolve("TEST-" + suite + ".xml");
    Files.writeString(
        file,
        """
        <testsuite><properties><property name='java.version' value='%s'/>
        <property name='java.vm.vendor' value='V'/><property name='os.version' value='7.0'/></properties>
        %s</testsuite>
        """
            .formatted(jdk, test.formatted(suite)));
    Files.setLastModifiedTime(file, FileTime.fromMillis(60_000L * ++minutes));
  }
}
