package dev.diverge.integrations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Extensions are compiled against this package: what changes in it changes its version. */
class SpiTest {

  private static final Path SOURCES = Path.of("src/main/java/dev/diverge/integrations");

  /** What the version in its first line has; written by the test, committed with the change. */
  private static final Path LISTING = Path.of("src/spi/signatures.txt");

  @TempDir Path folder;

  @Test
  void theVersionSaysWhatHasChanged() throws Exception {
    List<String> before = Files.readAllLines(LISTING);
    Signatures now = Signatures.of(classes());
    SpiChange change = SpiChange.between(before.subList(1, before.size()), now);
    String wanted = change.version(before.get(0));
    assertEquals(wanted, SpiVersion.CURRENT, "SpiVersion.CURRENT is to be " + wanted + change);
    boolean released = !before.get(0).endsWith(SpiChange.UNRELEASED);
    List<String> lines = new ArrayList<>(List.of(released ? wanted : before.get(0)));
    lines.addAll(now.lines());
    if (!lines.equals(before)) {
      Files.write(LISTING, lines);
    }
    assertEquals(before, lines, LISTING + " was stale; it is written anew: commit it");
  }

  @Test
  void whatIsNewIsMinorAndWhatIsGoneMajor() throws Exception {
    Signatures now = Signatures.of(List.of(Integration.class, Library.class));
    List<String> all = new ArrayList<>(now.lines());
    assertEquals("1.3", SpiChange.between(all, now).version("1.3"));
    List<String> less = new ArrayList<>(all);
    assertTrue(less.removeIf(line -> line.contains("Library.severity(")));
    assertEquals("1.4", SpiChange.between(less, now).version("1.3"));
    List<String> more = new ArrayList<>(all);
    more.add("dev.diverge.integrations.Library.gone(): void");
    assertEquals("2.0", SpiChange.between(more, now).version("1.3"));
    assertEquals("1.3", SpiChange.between(more, now).version("1.3-SNAPSHOT"));
    List<String> bare = new ArrayList<>(all);
    assertTrue(bare.removeIf(line -> line.contains("Integration.describe(")));
    assertEquals(
        "2.0", SpiChange.between(bare, now).version("1.3"), "whoever implements it lacks it");
  }

  @Test
  void anAgentServesItsOwnMajorVersionAndNoLaterMinorOne() {
    assertTrue(SpiVersion.serves(SpiVersion.CURRENT));
    int dot = SpiVersion.CURRENT.indexOf('.');
    int major = Integer.parseInt(SpiVersion.CURRENT.substring(0, dot));
    int minor = Integer.parseInt(SpiVersion.CURRENT.substring(dot + 1));
    assertTrue(SpiVersion.serves(major + ".0"));
    for (String other :
        List.of(major + "." + (minor + 1), major + 1 + ".0", "", "1", "1.", ".0", "1.0.0", "x.y")) {
      assertFalse(SpiVersion.serves(other), other);
    }
  }

  @Test
  void allThatIsPublicIsSaidWhatItIs() throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-proc:none", "-Xdoclint:missing/public", "-Xmaxwarns", "999"));
    arguments.addAll(List.of("-d", folder.toString()));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    try (Stream<Path> files = Files.list(SOURCES)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> arguments.add(file.toString()));
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ToolProvider.getSystemJavaCompiler().run(null, said, said, arguments.toArray(new String[0]));
    List<String> bare =
        said.toString(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.contains("no comment"))
            .toList();
    assertEquals(List.of(), bare);
  }

  private static List<Class<?>> classes() throws Exception {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".java") && !name.equals("package-info.java")) {
          names.add(name.replace(".java", ""));
        }
      }
    }
    List<Class<?>> classes = new ArrayList<>();
    for (String name : names) {
      classes.add(Class.forName(SpiTest.class.getPackageName() + "." + name));
    }
    return classes;
  }
}
