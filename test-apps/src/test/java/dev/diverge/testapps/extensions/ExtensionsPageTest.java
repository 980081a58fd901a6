package dev.diverge.testapps.extensions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Fence;
import dev.diverge.testapps.answers.Page;
import dev.diverge.testapps.answers.Sources;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/extensions.md, word for word: the library, its integration, and how it is made and run. */
class ExtensionsPageTest {

  private static final String MAIN =
      """
      import com.acme.ids.TicketIds;
      import java.io.RandomAccessFile;

      class Main {
        public static void main(String[] args) throws Exception {
          String before = TicketIds.next();
          try (RandomAccessFile page = new RandomAccessFile("generation", "rw")) {
            page.write(1);
          }
          String after = TicketIds.next();
          System.out.println(node(before).equals(node(after)) ? "shared" : "its own");
        }

        static String node(String id) {
          return id.substring(0, id.lastIndexOf('-'));
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void theExample() throws Exception {
    List<Fence> page = Fence.all().stream().filter(Fence::isOfExtensions).toList();
    List<String> languages = page.stream().map(Fence::language).toList();
    assertEquals(List.of("java", "java", "sh", "java"), languages);
    Path library =
        Sources.compile(
            folder.resolve("library"),
            Map.of("TicketIds.java", page.get(0).text(), "Main.java", MAIN),
            "");
    jar(library, folder.resolve("service.jar"));
    Files.copy(Child.agentJar(), folder.resolve("diverge.jar"));
    Files.copy(Child.integrationsJar(), folder.resolve("diverge-integrations.jar"));
    Files.writeString(folder.resolve("TicketIntegration.java"), page.get(1).text());
    assertEquals("its own\n", shell(page.get(2).text()));
    String control = page.get(2).text().replace("=extensions=acme-tickets.jar", "");
    assertEquals("shared\n", shell(control));
    Sources.compile(
        folder.resolve("family"),
        Map.of("FamilyIntegration.java", page.get(3).text()),
        Child.integrationsJar() + ":" + MatchingTest.byteBuddy()); // MatchingTest runs its like
  }

  /** What it prints in a shell whose java is the JDK under test, and whose javac this one's. */
  private String shell(String script) throws Exception {
    Page.in(folder);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", script);
    builder.directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment.remove("JAVA_TOOL_OPTIONS");
    environment.put("DIVERGE_SOURCE", "page:generation");
    environment.put("PATH", Child.home().resolve("bin") + ":" + System.getenv("PATH"));
    Process process = builder.start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), Files.readString(err));
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  private static void jar(Path classes, Path jar) throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Main");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      for (String name : List.of("Main.class", "com/acme/ids/TicketIds.class")) {
        entries.putNextEntry(new ZipEntry(name));
        Files.copy(classes.resolve(name), entries);
      }
    }
  }
}
