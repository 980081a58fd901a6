package dev.diverge.testapps.weaving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import dev.diverge.testlab.JavaHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A class of the application's own in the package that JDK 17 has a module for, and newer ones have
 * not: it is none of the JDK's, whatever it is called.
 */
class NamesakeTest {

  private static final String SOURCE =
      """
      package jdk.random;
      public class L64X128MixRandom {
        private long s = 42;
        public long nextLong() { return s++; }
      }
      """;

  @TempDir Path folder;

  @Test
  void theApplicationsIsLeftAlone() throws Exception {
    Page page = Page.in(folder);
    Path classes = compile();
    boolean inModule = JavaHome.forTests().feature() < 19;
    try (Child child =
        Child.java(
            folder,
            List.of(
                Child.agent(page),
                "-cp",
                classes + ":" + Child.testClasses(),
                NamesakeApp.class.getName(),
                page.file().toString(),
                classes.toString()))) {
      List<String> lines = child.finish().lines().toList();
      assertEquals(List.of("own [s] 42", "the JDK's " + inModule), lines, child.err());
      assertTrue(
          child.err().lines().allMatch(line -> line.startsWith("diverge: clone detected: ")),
          child.err());
    }
  }

  private Path compile() throws Exception {
    Path source = Files.createDirectories(folder.resolve("own")).resolve("L64X128MixRandom.java");
    Files.writeString(source, SOURCE);
    Path classes = source.resolveSibling("classes");
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "--release", "17", "-d", classes + "", source + "");
    assertEquals(0, status);
    return classes;
  }
}
