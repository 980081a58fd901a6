package dev.diverge.testapps.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever numbers its clones has the number in their keys, and no two of them alike. */
class NodeNumberTest {

  private static final String[] LIBRARIES = {
    "cn.hutool:hutool-core:5.8.44",
    "com.baomidou:mybatis-plus-core:3.5.17",
    "com.github.f4b6a3:tsid-creator:5.2.6",
    "com.github.yitter:yitter-idgenerator:1.0.6"
  };

  @TempDir Path folder;

  @Test
  void eachCloneHasTheNumberThatItIsGiven() throws Exception {
    Path file = folder.resolve("node");
    Child child = run(file, "node-number=file:" + file, "7", " worker-042\n", "63");
    assertEquals(List.of(all(7), all(42), all(63)), nodes(child), child.err());
    assertEquals(3, child.err().lines().filter(line -> line.startsWith("diverge:")).count());
  }

  @Test
  void withoutItTheNumbersAreDrawn() throws Exception {
    Path file = folder.resolve("node");
    List<String> nodes = nodes(run(file, "log=info", "7", "7", "7"));
    assertNotEquals(List.of(all(7), all(7), all(7)), nodes);
    assertNotEquals(nodes.get(0), nodes.get(1));
  }

  @Test
  void aNumberThatDoesNotFitIsToldOnceAndOneIsDrawn() throws Exception {
    Path file = folder.resolve("node");
    Child child = run(file, "node-number=file:" + file, "200", "200", "none");
    List<String> nodes = nodes(child);
    for (String line : nodes.subList(0, 2)) {
      assertTrue(line.startsWith("nodes hutool=200 mybatis=200 tsid=200 yitter="), line);
    }
    List<String> said =
        child.err().lines().filter(line -> line.startsWith("diverge: node-number ")).toList();
    assertEquals(
        List.of(
            "diverge: node-number "
                + file
                + ": says 200, which has more than the 6 bits there are; numbers are drawn instead",
            "diverge: node-number "
                + file
                + ": ends with no number of 1 to 9 digits; numbers are drawn instead"),
        said,
        child.err());
  }

  private static String all(int number) {
    return "nodes hutool=%1$d mybatis=%1$d tsid=%1$d yitter=%1$d own=%1$d".formatted(number);
  }

  private static List<String> nodes(Child child) throws Exception {
    try (child) {
      return child.finish().lines().toList();
    }
  }

  private Child run(Path file, String option, String... texts) throws Exception {
    Page page = Page.in(folder);
    Path rules =
        Files.writeString(
            folder.resolve("own.rules"), NumberedApp.class.getName() + "#OWN = node(6)");
    List<String> arguments = new ArrayList<>();
    arguments.add(Child.agent(page, option, "rules=" + rules));
    arguments.add("-cp");
    arguments.add(classPath());
    arguments.add(NumberedApp.class.getName());
    arguments.add(page.file().toString());
    arguments.add(file.toString());
    arguments.addAll(List.of(texts));
    return Child.java(folder, arguments);
  }

  private static String classPath() {
    try (LibraryJars jars = new LibraryJars()) {
      return jars.classPath(NumberedApp.class, LIBRARIES)
          + File.pathSeparator
          + System.getProperty("java.class.path");
    }
  }
}
