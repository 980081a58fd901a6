package dev.diverge.testapps.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each promise in {@code docs/security.md} names the tests that hold it, and those are there. */
class PromisesTest {

  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  @Test
  void eachIsHeldByTests() throws Exception {
    List<String> rows = promises();
    assertTrue(rows.size() > 10, rows.toString());
    Set<String> named = new TreeSet<>();
    for (String row : rows) {
      Matcher name = NAME.matcher(row.substring(row.lastIndexOf('|', row.length() - 2)));
      assertTrue(name.find(), "no test in " + row);
      do {
        named.add(name.group(1));
      } while (name.find());
    }
    named.removeAll(tests());
    assertEquals(Set.of(), named, "no such tests");
  }

  private static List<String> promises() throws IOException {
    String page = Files.readString(Fence.root().resolve("docs/security.md"));
    String from = page.substring(page.indexOf("## What is promised"));
    return from.lines()
        .takeWhile(line -> !line.startsWith("## What is not"))
        .filter(line -> line.startsWith("| ") && !line.startsWith("| ---"))
        .skip(1)
        .toList();
  }

  private static Set<String> tests() throws IOException {
    Set<String> all = new TreeSet<>();
    for (String module : List.of("driver", "agent", "test-apps")) {
      Path sources = Fence.root().resolve(module).resolve("src/test/java");
      try (Stream<Path> files = Files.walk(sources)) {
        all.addAll(
            files
                .map(file -> String.valueOf(file.getFileName()))
                .filter(name -> name.endsWith("Test.java") || name.endsWith("IT.java"))
                .map(name -> name.substring(0, name.length() - ".java".length()))
                .collect(Collectors.toSet()));
      }
    }
    return all;
  }
}
