package dev.diverge.agent.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
  private static final String LYING = "BOOT-INF/lib/a.jar";

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
    assertEquals(1, complaints.size());
  }

  /** Its size there, its size as it is there, both, where it is; then the lengths in its header. */
  @Test
  void aNestedJarWhoseEntryLiesCostsThatOneAlone() throws Exception {
    byte[] lying = new Jar().with("A.class", "a").with(RULES, "one").bytes();
    Jar jar = new Jar().with(RULES, "two").stored(LYING, lying);
    byte[] bytes = jar.stored("BOOT-INF/lib/b.jar", new Jar().with(RULES, "three")).bytes();
    int header = place(bytes, "PK\003\004", 30);
    int entry = place(bytes, "PK\001\002", 46);
    int[][] places = {{entry + 20}, {entry + 24}, {entry + 20, entry + 24}, {entry + 42}};
    for (int[] each : places) {
      for (int lie : new int[] {0, 1, 21, 60, lying.length + 1, 0xffff, Integer.MIN_VALUE, -2}) {
        costsThatOneAlone(bytes, lie, 4, each);
      }
    }
    for (int lie : new int[] {0, 1, 60, 0xffff}) {
      costsThatOneAlone(bytes, lie, 2, header + 26);
      costsThatOneAlone(bytes, lie == 0 ? 2 : lie, 2, header + 28);
    }
  }

  private void costsThatOneAlone(byte[] sound, int lie, int length, int... places)
      throws IOException {
    byte[] bytes = sound.clone();
    for (int place : places) {
      for (int i = 0; i < length; i++) {
        bytes[place + i] = (byte) (lie >> (8 * i));
      }
    }
    Path jar = Files.write(folder.resolve("app.jar"), bytes);
    complaints.clear();
    List<String> found = contents(JarRules.find(jar.toString(), complaints));
    String what = lie + " at " + places[0] + ": " + found + complaints;
    assertTrue(found.contains("two") && found.contains("three"), what);
    assertEquals(found.contains("one") ? 0 : 1, complaints.size(), what);
    assertTrue(complaints.isEmpty() || complaints.get(0).contains(LYING), what);
  }

  /**
   * Where what a zip has of the lying jar begins, with a signature and its name so far behind it.
   */
  private static int place(byte[] in, String signature, int name) {
    String text = new String(in, StandardCharsets.ISO_8859_1);
    int at = text.indexOf(signature);
    while (!text.startsWith(LYING, at + name)) {
      at = text.indexOf(signature, at + 1);
    }
    return at;
  }

  @Test
  void aNestedJarThatIsEmptyOrWithoutRulesIsFine() throws Exception {
    Jar app = new Jar().stored("BOOT-INF/lib/empty.jar", new byte[0]).with(RULES, "two");
    app.stored("BOOT-INF/lib/a.jar", new Jar().with("META-INF/diverge/a.txt", "one"));
    assertEquals(List.of("two"), found(write("app.jar", app)));
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
