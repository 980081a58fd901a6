package dev.diverge.agent.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wherever an application that is started with {@code -jar} or a class path has its rules. */
class JarRulesTest {

  private static final String RULES = "META-INF/diverge/a.rules";

  @TempDir Path folder;

  private final List<String> complaints = new ArrayList<>();

  @Test
  void inAJarAndInAFolder() throws Exception {
    Path jar = write("a.jar", new Jar().with(RULES, "one"));
    Path classes = Files.createDirectories(folder.resolve("classes/META-INF/diverge"));
    Files.writeString(classes.resolve("b.rules"), "two");
    assertEquals(
        List.of("one", "two"), found(jar + java.io.File.pathSeparator + folder.resolve("classes")));
  }

  @Test
  void inTheClassesOfAnExecutableJarOrWar() throws Exception {
    assertEquals(
        List.of("one"),
        found(write("app.jar", new Jar().with("BOOT-INF/classes/" + RULES, "one"))));
    assertEquals(
        List.of("two"), found(write("app.war", new Jar().with("WEB-INF/classes/" + RULES, "two"))));
  }

  @Test
  void inTheLibrariesOfAnExecutableJar() throws Exception {
    Jar library = new Jar().with("A.class", "").with(RULES, "one");
    Jar without = new Jar().with("B.class", "");
    Jar app = new Jar().stored("BOOT-INF/lib/a.jar", library).stored("BOOT-INF/lib/b.jar", without);
    assertEquals(List.of("one"), found(write("app.jar", app)));
  }

  @Test
  void behindAScriptThatStartsIt() throws Exception {
    Path jar = folder.resolve("app.jar");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write("#!/bin/sh\nexec java -jar $0\n".getBytes(StandardCharsets.UTF_8));
    bytes.write(
        new Jar()
            .stored("BOOT-INF/lib/a.jar", new Jar().with(RULES, "one"))
            .with("BOOT-INF/classes/" + RULES, "two")
            .bytes());
    Files.write(jar, bytes.toByteArray());
    assertEquals(List.of("two", "one"), found(jar));
  }

  @Test
  void inTheJarsThatTheManifestNames() throws Exception {
    Files.createDirectories(folder.resolve("lib x"));
    write("lib x/a.jar", new Jar().with(RULES, "one"));
    Path thin =
        write(
            "thin.jar",
            new Jar()
                .with(
                    "META-INF/MANIFEST.MF",
                    "Manifest-Version: 1.0\nClass-Path: lib%20x/a.jar lib/none.jar http://x/y.jar\n"));
    assertEquals(List.of("one"), found(thin));
  }

  @Test
  void elsewhereInAJarAreNone() throws Exception {
    assertEquals(
        List.of(),
        found(
            write(
                "app.jar",
                new Jar().with("docs/" + RULES, "one").with("META-INF/diverge/a.txt", "two"))));
  }

  @Test
  void aNestedJarThatIsBrokenIsToldOfOnce() throws Exception {
    byte[] library = new Jar().with(RULES, "one").bytes();
    library[10] ^= 0x55;
    library[0] ^= 0x55;
    Path jar = write("app.jar", new Jar().stored("BOOT-INF/lib/a.jar", library).with(RULES, "two"));
    assertEquals(List.of("two"), contents(JarRules.find(jar.toString(), complaints)));
  }

  private List<String> found(Object classPath) {
    List<String> contents = contents(JarRules.find(classPath.toString(), complaints));
    assertEquals(List.of(), complaints);
    return contents;
  }

  private static List<String> contents(List<String[]> found) {
    return found.stream().map(each -> each[1]).toList();
  }

  private Path write(String name, Jar jar) throws IOException {
    return Files.write(folder.resolve(name), jar.bytes());
  }

  private static final class Jar {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes);

    Jar with(String name, String text) throws IOException {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
      return this;
    }

    Jar stored(String name, Jar jar) throws IOException {
      return stored(name, jar.bytes());
    }

    Jar stored(String name, byte[] content) throws IOException {
      CRC32 sum = new CRC32();
      sum.update(content);
      ZipEntry entry = new ZipEntry(name);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(content.length);
      entry.setCrc(sum.getValue());
      zip.putNextEntry(entry);
      zip.write(content);
      return this;
    }

    byte[] bytes() throws IOException {
      zip.close();
      return bytes.toByteArray();
    }
  }
}
