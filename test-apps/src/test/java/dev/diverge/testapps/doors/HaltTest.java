package dev.diverge.testapps.doors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code on-failure=halt}, on the ways out of an installation; and what is no way out. */
class HaltTest {

  @TempDir Path folder;

  /** Nothing of the agent but its entry can be loaded. */
  @Test
  void aJarThatIsBroken() throws Exception {
    Path broken = without("diverge/start.pack");
    Told open = run(List.of("-javaagent:" + broken + "=source=none"));
    assertEquals("main false\n", open.out());
    assertTrue(open.err().startsWith("diverge: not installed, the application runs unprotected: "));
    assertEquals(1, open.err().lines().count(), open.err());
    assertHalts(run(List.of("-javaagent:" + broken + "=source=none,on-failure=halt")));
    assertHalts(run(List.of("-Ddiverge.on-failure=halt", "-javaagent:" + broken)));
    Path config = Files.writeString(folder.resolve("c.properties"), "on-failure=halt\n");
    assertHalts(run(List.of("-javaagent:" + broken + "=config=" + config)));
    Told first =
        run(
            List.of(
                "-Ddiverge.on-failure=halt",
                "-javaagent:" + broken + "=on-failure=continue,config=" + config));
    assertEquals("main false\n", first.out());
  }

  @Test
  void aConfigThatCannotBeNamedOrEndsNever() throws Exception {
    Path page = Page.in(folder).file();
    for (String config : List.of("/dev/zero", folder.toString(), "caf\u00e9")) {
      String options = "source=page:" + page + ",config=" + config;
      Told told = run(List.of("-javaagent:" + Child.agentJar() + "=on-failure=halt," + options));
      assertEquals("main true\n", told.out(), told.err());
      assertEquals(1, told.err().lines().count(), told.err());
      assertTrue(told.err().contains("config file "), told.err());
      assertEquals(0, told.exit());
    }
  }

  /** A property that anybody may set does not stand for an agent that is there. */
  @Test
  void aHintIsNoAgent() throws Exception {
    Path page = Page.in(folder).file();
    Told told =
        run(
            List.of(
                "-Ddev.diverge.installed=true",
                "-javaagent:" + Child.agentJar() + "=source=page:" + page));
    assertEquals("main true\n", told.out(), told.err());
    assertEquals("", told.err());
  }

  /** The rules of a jar inflate to more than the heap. */
  @Test
  void rulesWithoutEnd() throws Exception {
    Path bomb = folder.resolve("bomb.jar");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(bomb))) {
      jar.putNextEntry(new JarEntry("META-INF/diverge/endless.rules"));
      byte[] megabyte = new byte[1 << 20];
      for (int i = 0; i < 100; i++) {
        jar.write(megabyte);
      }
      jar.closeEntry();
      jar.putNextEntry(new JarEntry("META-INF/diverge/good.rules"));
      jar.write("com.acme.Ids#counter = fresh\n".getBytes(UTF_8));
      jar.closeEntry();
    }
    Path page = Page.in(folder).file();
    Told told =
        java(
            List.of(
                "-Xmx64m",
                "-javaagent:" + Child.agentJar() + "=source=page:" + page,
                "-cp",
                Child.testClasses() + ":" + bomb,
                GuardedApp.class.getName()));
    assertEquals("main true\n", told.out(), told.err());
    assertEquals(1, told.err().lines().count(), told.err());
    assertTrue(told.err().contains("endless.rules cannot be read (longer than "), told.err());
  }

  /** An application given as source runs in the compiler's module, and is no tool for that. */
  @Test
  void aSourceIsNoTool() throws Exception {
    Path page = Page.in(folder).file();
    Path app = folder.resolve("App.java");
    Files.writeString(
        app,
        """
        class App {
          public static void main(String[] arguments) throws Exception {
            System.out.println("main " + Class.forName("java.lang.DivergeGuard", false, null));
          }
        }
        """);
    Told told =
        java(List.of("-javaagent:" + Child.agentJar() + "=source=page:" + page, app.toString()));
    assertEquals("main class java.lang.DivergeGuard\n", told.out(), told.err());
  }

  /** Nor is an application in a module whose argument looks like one. */
  @Test
  void anArgumentIsNoTool() throws Exception {
    Path page = Page.in(folder).file();
    Path module = folder.resolve("acme.jar");
    String name = GuardedApp.class.getName();
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(module))) {
      jar.putNextEntry(new JarEntry("META-INF/MANIFEST.MF"));
      jar.write("Manifest-Version: 1.0\nAutomatic-Module-Name: acme\n".getBytes(UTF_8));
      jar.closeEntry();
      String file = name.replace('.', '/') + ".class";
      jar.putNextEntry(new JarEntry(file));
      jar.write(Files.readAllBytes(Child.testClasses().resolve(file)));
      jar.closeEntry();
    }
    Told told =
        java(
            List.of(
                "-javaagent:" + Child.agentJar() + "=source=page:" + page,
                "-p",
                module.toString(),
                "-m",
                "acme/" + name,
                "sun.security.tools.keytool.Main"));
    assertEquals("main true\n", told.out(), told.err());
  }

  private static void assertHalts(Told told) {
    assertEquals("", told.out(), told.err());
    assertEquals(1, told.exit());
    assertTrue(told.err().endsWith("diverge: on-failure=halt: the JVM stops\n"), told.err());
    assertFalse(told.err().contains("\tat "), told.err());
  }

  private Told run(List<String> flags) throws Exception {
    List<String> command = new ArrayList<>(flags);
    command.addAll(List.of("-cp", Child.testClasses().toString(), GuardedApp.class.getName()));
    return java(command);
  }

  private Told java(List<String> command) throws Exception {
    try (Child child = Child.java(folder, command)) {
      int exit = child.exit();
      return new Told(exit, child.out(), child.err());
    }
  }

  private Path without(String name) throws IOException {
    Path copy = folder.resolve("broken.jar");
    try (JarFile from = new JarFile(Child.agentJar().toFile());
        OutputStream out = Files.newOutputStream(copy);
        JarOutputStream to = new JarOutputStream(out)) {
      for (Enumeration<JarEntry> all = from.entries(); all.hasMoreElements(); ) {
        JarEntry entry = all.nextElement();
        if (!entry.getName().equals(name)) {
          to.putNextEntry(new ZipEntry(entry.getName()));
          try (InputStream in = from.getInputStream(entry)) {
            in.transferTo(to);
          }
          to.closeEntry();
        }
      }
    }
    return copy;
  }
}
