package dev.diverge.testapps.libraries;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the doctor names and nothing resets it knows by a class that is loaded: each must be there
 * to be loaded, in some release, or the doctor would keep silent. {@code named-classes.txt} has the
 * releases, and below each the classes.
 */
class NamedClassesTest {

  private static final Path CLASSES = Path.of("..", "integrations", "target", "classes");
  private static final String SERVICES = "META-INF/services/";

  /** Open Liberty's, which is no artifact: in the sources of its com.ibm.ws.session. */
  private static final String UNPUBLISHED = "com.ibm.ws.session.store.memory.MemoryStore";

  @Test
  void eachIsLookedForInARelease() throws Exception {
    Set<String> named = described();
    assertTrue(named.size() > 40, "found " + named);
    assertTrue(named.remove(UNPUBLISHED));
    Set<String> looked =
        releases().values().stream().flatMap(List::stream).collect(toCollection(TreeSet::new));
    Set<String> never =
        named.stream()
            .filter(name -> looked.stream().noneMatch(one -> is(name, one)))
            .collect(toCollection(TreeSet::new));
    assertEquals(Set.of(), never, "in no release of named-classes.txt");
    looked.removeIf(one -> named.stream().anyMatch(name -> is(name, one)));
    assertEquals(Set.of(), looked, "named by no integration");
  }

  @TestFactory
  Stream<DynamicTest> eachIsThere() throws Exception {
    return releases().entrySet().stream()
        .map(
            release ->
                DynamicTest.dynamicTest(
                    release.getKey(), () -> check(release.getKey(), release.getValue())));
  }

  private static void check(String artifact, List<String> classes) throws Exception {
    try (LibraryJars jars = new LibraryJars();
        ZipFile jar = new ZipFile(jars.jar(artifact).toFile())) {
      for (String name : classes) {
        String entry = name.replace('.', '/') + ".class";
        assertTrue(jar.getEntry(entry) != null, name + " is not in " + artifact);
      }
    }
  }

  /** By a name, or by how it ends. */
  private static boolean is(String named, String one) {
    int star = named.indexOf('*');
    return star < 0 ? named.equals(one) : one.endsWith(named.substring(star + 1));
  }

  /**
   * The types of those of which nothing was tried, there being nothing to try. Read by reflection:
   * on the class path of these tests the integrations would be the application's as well.
   */
  private static Set<String> described() throws Exception {
    Set<String> named = new TreeSet<>();
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {CLASSES.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      Class<?> libraries = loader.loadClass("dev.diverge.integrations.Library");
      Class<?> integrations = loader.loadClass("dev.diverge.integrations.Integration");
      for (String line : Files.readAllLines(CLASSES.resolve(SERVICES + integrations.getName()))) {
        Object library = libraries.getConstructor().newInstance();
        integrations
            .getMethod("describe", libraries)
            .invoke(
                loader.loadClass(line.split("#", 2)[0].trim()).getConstructor().newInstance(),
                library);
        if (!"".equals(of(library, "uncovered")) && List.of().equals(of(library, "verified"))) {
          for (Object type : (List<?>) of(library, "types")) {
            named.add(of(type, "name").toString().replace('/', '.'));
          }
        }
      }
    }
    return named;
  }

  private static Object of(Object described, String what) throws Exception {
    return described.getClass().getMethod(what).invoke(described);
  }

  private static Map<String, List<String>> releases() throws Exception {
    Map<String, List<String>> releases = new LinkedHashMap<>();
    List<String> classes = new ArrayList<>();
    for (String line : lines()) {
      if (line.startsWith(" ")) {
        classes.add(line.trim());
      } else {
        classes = new ArrayList<>();
        releases.put(line, classes);
      }
    }
    return releases;
  }

  private static List<String> lines() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(NamedClassesTest.class.getResourceAsStream("named-classes.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
