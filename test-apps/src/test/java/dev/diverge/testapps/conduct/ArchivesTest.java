package dev.diverge.testapps.conduct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.conduct.Child.Outcome;
import dev.diverge.testlab.GenerationPage;
import dev.diverge.testlab.JavaHome;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Class-data archives and AOT caches: what was archived without hooks is loaded with them, and no
 * generator's state comes out of an archive.
 */
class ArchivesTest {

  private static final String OURS = "source=page:gen.page,self-test=full";
  private static final String USED = "ArchivedApp source: shared objects file";

  @TempDir Path folder;

  @BeforeEach
  void makeJar() throws Exception {
    GenerationPage.create(folder.resolve("gen.page"));
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(folder.resolve("app.jar")))) {
      for (Class<?> c : List.of(ArchivedApp.class, GenerationPage.class)) {
        String name = c.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(name));
        try (InputStream in = c.getClassLoader().getResourceAsStream(name)) {
          in.transferTo(jar);
        }
      }
    }
  }

  @Test
  void anArchiveMadeWithoutTheAgentIsUsedWithIt() throws Exception {
    run(List.of("-XX:ArchiveClassesAtExit=app.jsa"));
    List<String> use =
        List.of("-XX:SharedArchiveFile=app.jsa", Child.flag(OURS), "-Xlog:class+load:file=log");
    assertHooked(run(use), run(use));
    assertTrue(log().contains(USED), "the archive is not used");
  }

  /** The JVM says itself that it does without the cache, as it has one module more. */
  @Test
  void aCacheMadeWithoutTheAgentDoesNoHarm() throws Exception {
    assumeCaches();
    run(List.of("-XX:AOTCacheOutput=app.aot"));
    List<String> use = List.of("-XX:AOTCache=app.aot", Child.flag(OURS));
    assertHooked(run(use), run(use));
  }

  @Test
  void aCacheMadeWithTheAgentIsUsedWithIt() throws Exception {
    assumeCaches();
    run(List.of("-XX:AOTCacheOutput=app.aot", Child.flag(OURS)));
    List<String> use =
        List.of("-XX:AOTCache=app.aot", Child.flag(OURS), "-Xlog:class+load:file=log");
    assertHooked(run(use), run(use));
    assertTrue(log().contains(USED), "the cache is not used");
  }

  /** Then the JVM has the classes of the JDK's generators loaded before any agent. */
  @Test
  void aCacheMadeWithTheAgentsModuleAloneIsUsedWithIt() throws Exception {
    assumeCaches();
    run(List.of("-XX:AOTCacheOutput=app.aot", "--add-modules=java.instrument"));
    List<String> use =
        List.of("-XX:AOTCache=app.aot", Child.flag(OURS), "-Xlog:class+load:file=log");
    assertHooked(run(use), run(use));
    assertTrue(log().contains(USED), "the cache is not used");
  }

  private static void assumeCaches() {
    Assumptions.assumeTrue(JavaHome.forTests().feature() >= 25, "this JDK has no such caches");
  }

  private Outcome run(List<String> flags) throws Exception {
    GenerationPage.create(folder.resolve("gen.page"));
    List<String> command = new ArrayList<>(flags);
    command.addAll(List.of("-cp", "app.jar", ArchivedApp.class.getName(), "gen.page"));
    Outcome outcome = new Child(folder).tool("java", command);
    assertEquals(0, outcome.status(), outcome.err());
    return outcome;
  }

  /** Two starts, each cloned once: a line for that and none for a hook, and never one value. */
  private static void assertHooked(Outcome one, Outcome other) {
    List<String> drawn = new ArrayList<>();
    for (Outcome outcome : List.of(one, other)) {
      List<String> ours =
          outcome.err().lines().filter(line -> line.startsWith("diverge: ")).toList();
      assertEquals(1, ours.size(), outcome.err());
      assertTrue(ours.get(0).startsWith("diverge: clone detected: epoch 1 "), outcome.err());
      outcome.out().lines().filter(line -> !line.startsWith("[")).forEach(drawn::add);
    }
    assertEquals(24, drawn.size(), drawn.toString());
    assertEquals(24, new HashSet<>(drawn).size(), drawn.toString());
  }

  private String log() throws Exception {
    return Files.readString(folder.resolve("log"));
  }
}
