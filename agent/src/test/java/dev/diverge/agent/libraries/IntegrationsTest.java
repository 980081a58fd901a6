package dev.diverge.agent.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diverge.integrations.BondedType;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.SensitiveType;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IntegrationsTest {

  private static final Path MODULE = Path.of("..", "integrations", "src", "main");
  private static final Path SOURCES = MODULE.resolve("java");
  private static final Path FILE =
      MODULE.resolve("resources/META-INF/services").resolve(Integration.class.getName());

  /**
   * Each integration has its line, and the line names what it describes. A stale file is written
   * anew, so that there is nothing to do but to look at it and commit.
   */
  @Test
  void theFileSaysWhatTheIntegrationsDescribe() throws Exception {
    String before = Files.readString(FILE);
    String now = text();
    if (!before.equals(now)) {
      Files.writeString(FILE, now);
    }
    assertEquals(before, now, FILE + " was stale; it is written anew: commit it, and build again");
  }

  @Test
  void everyLineSaysWhatItsIntegrationDescribes() throws Exception {
    for (LazyLibrary lazy : read().lazy()) {
      Library library = new Library();
      Integrations.instance(lazy.integration(), Integration.class).describe(library);
      Set<String> types = new TreeSet<>();
      for (SensitiveType type : library.types()) {
        types.add(type.name().replace('/', '.'));
      }
      for (BondedType type : library.bondedTypes()) {
        types.add(type.name().replace('/', '.'));
      }
      Set<String> said = new TreeSet<>();
      for (String name : lazy.types()) {
        said.add(name.replace('/', '.'));
      }
      String line = lazy.integration() + " # ";
      assertEquals(
          line + library.name() + ": " + String.join(" ", types),
          line + lazy.name() + ": " + String.join(" ", said));
    }
  }

  private static String text() throws Exception {
    List<String> lines = new ArrayList<>();
    for (String name : classes()) {
      lines.add(line(name));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String line(String name) throws Exception {
    Library library = new Library();
    Integrations.instance(name, Integration.class).describe(library);
    Set<String> types = new TreeSet<>();
    for (SensitiveType type : library.types()) {
      types.add(type.name().replace('/', '.'));
    }
    for (BondedType type : library.bondedTypes()) {
      types.add(type.name().replace('/', '.'));
    }
    return name + " # " + library.name() + ": " + String.join(" ", types);
  }

  /** All that the module has the source of. */
  static Set<String> classes() throws Exception {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.toList()) {
        String source = SOURCES.relativize(file).toString();
        if (!source.endsWith(".java") || source.endsWith("-info.java")) {
          continue;
        }
        String name = source.replace(".java", "").replace('/', '.');
        Class<?> type = Class.forName(name, false, Integration.class.getClassLoader());
        if (Integration.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private static Integrations read() throws Exception {
    Integrations integrations = new Integrations();
    integrations.read();
    return integrations;
  }
}
