package dev.diverge.testapps.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules files say is done to fields and methods, and each mistake in them is one line. */
class RulesTest {

  private static final String STATE = RulesApp.State.class.getName();

  private static final List<String> GOOD =
      List.of(
          "# every deed",
          "",
          STATE + "#NODE = fresh",
          STATE + "#TOKEN = fresh",
          STATE + "#KEY = fresh",
          STATE + "#COUNTER = fresh",
          STATE + "#random = reseed",
          STATE + "#CACHE = clear",
          STATE + "#refresh() = call",
          "  " + STATE + " # id=fresh ",
          STATE + "#session = null",
          STATE + "#buffer = new",
          STATE + "#renew() = call",
          STATE + "#pool = evict");

  private static final String ALL =
      "changed [node, token, key, counter, random, cache, called, id, session, buffer, renewed,"
          + " evicted]";

  @TempDir Path folder;

  @Test
  void withoutRulesNothingOfItIsReset() throws Exception {
    assertEquals("changed []", first(run()));
  }

  @Test
  void everyDeed() throws Exception {
    Child child = run("rules=" + file(GOOD));
    assertEquals(
        List.of(ALL, "values 01null11", "token 36"), child.finish().lines().toList(), child.err());
    assertEquals(1, child.err().lines().count(), child.err());
  }

  @Test
  void fromAJarOnTheClassPath() throws Exception {
    Path jar = folder.resolve("acme.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      entries.putNextEntry(new ZipEntry("META-INF/diverge/acme.rules"));
      entries.write(String.join("\n", GOOD).getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(ALL, first(run(List.of(jar))));
    assertEquals("changed []", first(run(List.of(jar), "jar-rules=off")));
  }

  @Test
  void eachMistakeIsOneLineAndTheGoodRulesWork() throws Exception {
    List<String> lines = new ArrayList<>(GOOD);
    int before = lines.size();
    lines.addAll(
        List.of(
            "no equals sign",
            "com.acme.NoMember = fresh",
            STATE + "#NODE = frehs",
            STATE + "#NODE() = fresh",
            STATE + "#renew = call",
            STATE + "#renew(int) = call",
            "1com#x = null",
            STATE + "#NODE = null",
            STATE + "#sesion = null",
            STATE + "#fails() = call",
            STATE + "#CONSTANT = fresh",
            "com.acme.Absent#x = null"));
    Path file = file(lines);
    Child child = lingering(List.of(), "13000", "rules=" + file);
    assertEquals(ALL, first(child));
    String err = child.err();
    String[] expected = {
      "no '=' in 'no equals sign'",
      "no '#' between class and member in 'com.acme.NoMember'",
      "no such deed: 'frehs', known are [fresh, reseed, node(BITS), null, clear, new, evict,"
          + " call]; did you mean 'fresh'?",
      "'NODE()' is a method, and a method can only be called: = call",
      "only a method can be called: write renew()",
      "'renew(int)': only a method without parameters can be called",
      "'1com' is not a class name",
      STATE + "#NODE has a rule already; the first counts",
      STATE + " has no field sesion; did you mean 'session'?",
      STATE + "#fails() failed: java.lang.IllegalStateException: boom",
      STATE + "#CONSTANT is a compile-time constant",
      "no class com.acme.Absent is loaded or to be found",
    };
    for (int i = 0; i < expected.length; i++) {
      String place = file + ":" + (before + i + 1);
      String wanted = expected[i];
      List<String> said = err.lines().filter(line -> line.contains(place)).toList();
      assertEquals(1, said.size(), place + " in " + err);
      assertTrue(said.get(0).contains(wanted), said + " lacks " + wanted);
    }
    assertEquals(expected.length + 1, err.lines().count(), err);
  }

  @Test
  void aFileThatIsMissing() throws Exception {
    Child child = run("rules=" + folder.resolve("absent"));
    assertEquals("changed []", first(child));
    assertTrue(child.err().contains("absent cannot be read"), child.err());
  }

  private Path file(List<String> lines) throws Exception {
    return Files.write(folder.resolve("my.rules"), lines);
  }

  private Child run(String... options) throws Exception {
    return run(List.of(), options);
  }

  private Child run(List<Path> jars, String... options) throws Exception {
    return lingering(jars, "0", options);
  }

  private Child lingering(List<Path> jars, String linger, String... options) throws Exception {
    Page page = Page.in(folder);
    StringBuilder path = new StringBuilder(System.getProperty("java.class.path"));
    for (Path jar : jars) {
      path.append(java.io.File.pathSeparatorChar).append(jar);
    }
    return Child.java(
        folder,
        List.of(
            Child.agent(page, options),
            "-cp",
            path.toString(),
            RulesApp.class.getName(),
            page.file().toString(),
            linger));
  }

  private static String first(Child child) throws Exception {
    try (child) {
      return child.finish().lines().findFirst().orElse("");
    }
  }
}
