package dev.diverge.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.diverge.scan.judge.Finding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications as they are deployed, and what is none. */
class ApplicationsTest {

  private static final String TARGET = "dev.diverge.scan.fixtures.Node#ID";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"BOOT-INF/lib/ids-1.jar", "WEB-INF/lib/ids-1.jar", "lib/ids-1.jar", "ids.jar"})
  void jarsInJarsAreRead(String name) throws Exception {
    for (boolean stored : new boolean[] {true, false}) {
      byte[] inner = Jars.ofNode().make();
      String outer = new Jars().with(name, inner, stored).at(folder.resolve(stored + ".jar"));
      Finding finding = Scans.of(outer).get(TARGET);
      assertEquals(outer + "!/" + name, finding.place().path());
      assertFalse(finding.place().application());
    }
  }

  @Test
  void anEarWithAWarWithAJar() throws Exception {
    byte[] war = new Jars().with("WEB-INF/lib/ids.jar", Jars.ofNode().make()).make();
    String ear = new Jars().with("shop.war", war).at(folder.resolve("shop.ear"));
    assertTrue(Scans.of(ear).containsKey(TARGET));
  }

  @Test
  void whatIsInFrontOfAnExecutableJarDoesNotMatter() throws Exception {
    byte[] jar = Jars.ofNode().make();
    byte[] script = "#!/bin/sh\nexec java -jar \"$0\"\n".getBytes(StandardCharsets.UTF_8);
    byte[] both = new byte[script.length + jar.length];
    System.arraycopy(script, 0, both, 0, script.length);
    System.arraycopy(jar, 0, both, script.length, jar.length);
    Path file = Files.write(folder.resolve("run.jar"), both);
    assertTrue(Scans.of(file.toString()).containsKey(TARGET));
  }

  @Test
  void classesOfAFatJarAreTheApplications() throws Exception {
    String jar =
        new Jars()
            .with("BOOT-INF/classes/" + Jars.NODE, Jars.node())
            .with("BOOT-INF/lib/other.jar", new Jars().with("x", "").make())
            .at(folder.resolve("app.jar"));
    assertTrue(Scans.of(jar).get(TARGET).place().application());
  }

  @Test
  void aThinJarNamesOthersInItsManifest() throws Exception {
    Jars.ofNode().at(folder.resolve("lib/ids 1.jar"));
    String thin =
        new Jars()
            .with(
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\nClass-Path: lib/none.jar lib/i\n ds%201.jar\n\n")
            .at(folder.resolve("app.jar"));
    assertTrue(Scans.of(thin).containsKey(TARGET));
  }

  @Test
  void quarkusFindsItsLibrariesBesideItself() throws Exception {
    Jars.ofNode().at(folder.resolve("quarkus-app/lib/main/ids.jar"));
    String run = new Jars().with("x", "").at(folder.resolve("quarkus-app/quarkus-run.jar"));
    assertTrue(Scans.of(run).containsKey(TARGET));
  }

  @Test
  void foldersAndClassPaths() throws Exception {
    Files.createDirectories(folder.resolve("classes/dev"));
    Files.write(folder.resolve("classes/dev/Node.class"), Jars.node());
    Jars.ofNode().at(folder.resolve("image/opt/app/lib/ids.jar"));
    assertTrue(Scans.of(folder.resolve("classes").toString()).containsKey(TARGET));
    assertTrue(Scans.of(folder.resolve("image").toString()).containsKey(TARGET));
    String path = folder.resolve("none") + ":" + folder.resolve("image/opt/app/lib/") + "*";
    assertTrue(Scans.of(path).containsKey(TARGET));
  }

  @Test
  void aMultiReleaseJarIsReadAsThisVersionReadsIt() throws Exception {
    Jars jar =
        new Jars()
            .with("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nMulti-Release: true\n\n")
            .with("META-INF/versions/11/" + Jars.NODE, Jars.node())
            .with("META-INF/versions/999/" + Jars.NODE, "of a JVM to come");
    String file = jar.at(folder.resolve("mr.jar"));
    Scans.Said said = Scans.run("--format=json", "--jdk=17", file);
    assertTrue(said.out().contains("\"field\": \"ID\""), said.out());
    assertEquals("", said.err());
    assertTrue(Scans.run("--jdk=8", file).err().contains("no classes in"));
  }

  @Test
  void badMembersAreOneLineEachAndTheRestIsRead() throws Exception {
    byte[] future = Jars.node();
    future[6] = 1;
    future[7] = 44;
    byte[] encrypted = Jars.ofNode().make();
    for (int i = 0; i < encrypted.length - 4; i++) {
      if (encrypted[i] == 'P' && encrypted[i + 1] == 'K' && encrypted[i + 2] == 1) {
        encrypted[i + 8] |= 1;
      }
    }
    byte[] cut = new byte[200];
    System.arraycopy(Jars.ofNode().make(), 0, cut, 0, cut.length);
    byte[] deep = Jars.ofNode().make();
    for (int i = 0; i < 8; i++) {
      deep = new Jars().with("lib/deep" + i + ".jar", deep).make();
    }
    String app =
        new Jars()
            .with("lib/encrypted.jar", encrypted)
            .with("lib/cut.jar", cut)
            .with("lib/deep.jar", deep)
            .with("a/Future.class", future)
            .with("a/Broken.class", "no class")
            .with("a/Empty.class", "")
            .with("lib/good.jar", Jars.ofNode().make())
            .at(folder.resolve("app.jar"));
    Scans.Said said = Scans.run("--format=json", app);
    assertEquals(0, said.exit());
    assertTrue(said.out().contains("\"field\": \"ID\""), said.out());
    for (String line :
        new String[] {
          "encrypted.jar!/" + Jars.NODE + ": it is encrypted",
          "lib/cut.jar: it is no zip, or cut short",
          "jars in jars are read 5 deep",
          "a/Future.class: it is no class that can be read: it is of a version that is newer",
          "a/Broken.class: it is no class that can be read",
          "a/Empty.class: it is no class that can be read"
        }) {
      assertTrue(said.err().contains(line), line + " is not in " + said.err());
    }
    assertEquals(6, said.err().lines().count(), said.err());
  }

  @Test
  void aBombIsLeft() throws Exception {
    byte[] zeros = new byte[8 << 20];
    Jars bomb = new Jars().with(Jars.NODE, Jars.node());
    for (int i = 0; i < 60; i++) {
      bomb.with("bomb/B" + i + ".class", zeros);
    }
    String file = bomb.at(folder.resolve("bomb.jar"));
    Scans.Said said = Scans.run(file);
    assertEquals(1, said.exit());
    assertTrue(said.err().contains("it inflates to more than a hundred times"), said.err());
    assertTrue(said.out().contains(TARGET), said.out());
  }

  @Test
  void aFolderThatAManifestNamesHasClassesAndNoJars() throws Exception {
    Jars.ofNode().at(folder.resolve("other.jar"));
    Files.createDirectories(folder.resolve("a"));
    Files.write(folder.resolve("a/Beside.class"), "no class".getBytes(StandardCharsets.UTF_8));
    String file =
        new Jars()
            .with("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nClass-Path: ./ thin.jar\n\n")
            .with("dev/diverge/scan/fixtures/Ids.class", Jars.node())
            .at(folder.resolve("thin.jar"));
    Scans.Said said = Scans.run(file);
    assertTrue(said.out().startsWith("scanned 1 classes of 2 jars and folders"), said.out());
    assertTrue(said.err().contains("Beside.class: it is no class that can be read"), said.err());
    assertEquals(1, said.err().lines().count(), said.err());
  }

  @Test
  void linksAreReadOnceAndGoNowhere() throws Exception {
    Path deep = Files.createDirectories(folder.resolve("links/a"));
    Jars.ofNode().at(folder.resolve("node.jar"));
    Files.createSymbolicLink(deep.resolve("up"), Path.of(".."));
    Files.createSymbolicLink(deep.resolve("self.jar"), Path.of("self.jar"));
    Files.createSymbolicLink(deep.resolve("dead.jar"), Path.of("absent.jar"));
    Files.createSymbolicLink(deep.resolve("one.jar"), folder.resolve("node.jar"));
    Files.createSymbolicLink(deep.resolve("two.jar"), folder.resolve("node.jar"));
    Scans.Said said = Scans.run(folder.resolve("links").toString());
    assertEquals(0, said.exit(), said.err());
    assertEquals("", said.err());
    assertTrue(said.out().startsWith("scanned 1 classes of 2 jars and folders"), said.out());
    Scans.Said circle = Scans.run(deep.resolve("self.jar").toString());
    assertEquals(2, circle.exit());
    assertTrue(circle.err().contains("self.jar: there is no such file"), circle.err());
  }

  @Test
  void whatThisUserMayNotReadIsOneLineAndTheRestIsRead() throws Exception {
    Jars.ofNode().at(folder.resolve("closed/node.jar"));
    Path closed = folder.resolve("closed/closed.jar");
    Jars.ofNode().at(closed);
    Files.setPosixFilePermissions(closed, Set.of());
    assumeFalse(Files.isReadable(closed), "root may read it all");
    Scans.Said said = Scans.run(folder.resolve("closed").toString());
    assertEquals(0, said.exit());
    assertTrue(said.out().contains(TARGET), said.out());
    assertEquals(
        "diverge: scan: " + closed + ": it cannot be read: this user may not read it\n",
        said.err());
  }

  @Test
  void aPathThatIsEmptyIsNotTheCurrentFolder() {
    Scans.Said said = Scans.run("", Scans.FIXTURES);
    assertEquals(1, said.exit());
    assertEquals("diverge: scan: a path is empty\n", said.err());
    assertTrue(said.out().contains(TARGET), said.out());
  }

  @Test
  void aDeviceIsNoApplication() {
    Scans.Said said = Scans.run("/dev/null");
    assertEquals(2, said.exit());
    assertTrue(said.err().contains("/dev/null: it is neither a file nor a folder"), said.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "text", "empty", "notes.jar"})
  void whatIsNoApplicationIsOneLine(String name) throws Exception {
    Files.writeString(folder.resolve("text"), "no jar");
    Files.createDirectories(folder.resolve("empty"));
    new Jars().with("notes", "").at(folder.resolve("notes.jar"));
    Scans.Said said = Scans.run(folder.resolve(name).toString());
    assertEquals(2, said.exit());
    assertEquals("", said.out());
    assertTrue(said.err().lines().count() <= 2, said.err());
    assertTrue(said.err().startsWith("diverge: scan: "), said.err());
    Map<String, Finding> beside = Scans.of(folder.resolve(name).toString(), Scans.FIXTURES);
    assertTrue(beside.containsKey(TARGET), "the rest is read");
  }
}
