package dev.diverge.testapps.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.answers.Child;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The audit of an application that holds state of all kinds, by the packaged agent. */
class AuditTest {

  private static final String APP = AuditedApp.class.getName();

  private static final Pattern FINDING =
      Pattern.compile(
          "\"class\": \"([^\"]*)\",\\s+\"field\": \"([^\"]*)\"[^}]*?\"verdict\": \"([a-z]*)\"");

  private static final Set<String> PLANTED =
      Set.of(
          "Shared#SIGNING",
          "Shared#NODE",
          "Shared#TOKEN",
          "Shared#SALT",
          "Shared#HASH_SEED",
          "Shared#BLOCK",
          "Shared#COUNTER",
          "Shared#PASSWORD",
          "Shared#LANES",
          "Shared#TABLE",
          "Shared#ARRAY",
          "Shared#LIST",
          "Shared#MAP",
          "Shared#POOL",
          "Shared#MAYBE",
          "Shared#REFERENCE",
          "Shared#BIG",
          "Shared#KEY",
          "Shared#BUFFER",
          "Shared#PER_THREAD",
          "Shared#worker",
          "Shared#machineId",
          "Shared#pair",
          "Constants#ID",
          "Lease#token",
          "Region#shard",
          "Base#inherited",
          "Member#id",
          "Xorshift#state",
          "Worker#own",
          "capturing's lambda");

  @TempDir Path folder;

  private record Told(int exit, String out, String err) {}

  @Test
  void twoStartsAndAClone() throws Exception {
    Path rules = Files.writeString(folder.resolve("a.rules"), APP + "$Seen#ruled = fresh\n");
    Path classes = folder.resolve("classes");
    try (Child first = app("rules=" + rules, "-Xlog:class+load:file=" + classes);
        Child second = app("rules=" + rules)) {
      first.await("local ");
      second.await("local ");
      assertFalse(Files.readString(classes).contains(" dev.diverge.audit."));
      Told json = audit("--format=json", pid(first), pid(second));
      assertTrue(Files.readString(classes).contains(" dev.diverge.audit."));
      assertEquals(0, json.exit, json.err);
      assertEquals("", json.err);
      Map<String, String> found = findings(json.out);
      assertEquals(new TreeSet<>(PLANTED), of(found, "uncovered"), json.out);
      assertEquals(
          Set.of("Seen#ruled", "Seen#acted", "Held#value"), of(found, "registered"), json.out);
      assertTrue(json.out.contains("\"class\": \"java.util.SplittableRandom\""), json.out);
      assertTrue(json.out.contains("\"class\": \"javax.crypto.Cipher\""), json.out);

      Told text = audit("--fail-on=security", pid(second), pid(first));
      assertEquals(1, text.exit, text.err);
      assertTrue(text.out.contains("$Shared#SIGNING  (static byte[], "), text.out);
      assertTrue(text.out.contains("\n    32 bytes\n"), text.out);
      assertTrue(text.out.contains("held by  " + APP + "$Held#LEASE\n"), text.out);
      for (Child app : List.of(first, second)) {
        assertNoneTold(app.out(), json.out + json.err + text.out + text.err);
      }

      // Alone it goes by looks: what looks drawn is found, what is short is not.
      Map<String, String> alone = findings(audit("--format=json", pid(first)).out);
      assertTrue(of(alone, "uncovered").containsAll(Set.of("Shared#SIGNING", "Member#id")));
      assertTrue(PLANTED.containsAll(of(alone, "uncovered")), alone.toString());
    }
    assertEquals(0, leftovers());
  }

  /** Twice, until it is quiet. */
  @Test
  @EnabledIfSystemProperty(named = "diverge.slow", matches = "true", disabledReason = "slow")
  void anApplicationThatIsStartedForIt() throws Exception {
    Told told =
        audit(
            "--format=json",
            "--wait=60",
            "--",
            Child.home().resolve("bin/java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            APP,
            "{port}");
    assertEquals(0, told.exit, told.err);
    Set<String> found = of(findings(told.out), "uncovered");
    assertTrue(found.containsAll(PLANTED), told.out);
    assertEquals(0, leftovers());
  }

  @Test
  void whatCannotBeAudited() throws Exception {
    assertEquals(2, audit().exit);
    assertEquals(2, audit("me").exit);
    assertEquals(2, audit("1", "1").exit);
    assertEquals(2, audit("--format=sarif", "1").exit);
    assertEquals(2, audit("1", "--", "java").exit);
    assertLine("there is no process 99999999", audit("99999999"));
    assertLine("cannot be started", audit("--", folder.resolve("java").toString()));
    String java = Child.home().resolve("bin/java").toString();
    assertLine("ended at once, with status 0", audit("--", java, "-version"));
    assertLine("does not find its classes", audit("--", java, "-jar", "absent.jar"));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      String classes = System.getProperty("java.class.path");
      Told told = audit("--", java, "-cp", classes, PortApp.class.getName(), port);
      assertLine("a port it wants is taken: end who has it, write {port} in", told);
    }
    Process none = new ProcessBuilder("sleep", "600").start();
    try {
      assertLine("is no JVM, or not this user's", audit(Long.toString(none.pid())));
    } finally {
      none.destroyForcibly();
    }
    try (Child bare = Child.main(folder, List.of(), AuditedApp.class)) {
      bare.await("up");
      assertLine("there is no Diverge agent in process " + pid(bare), audit(pid(bare)));
    }
    assertEquals(0, leftovers());
  }

  private static void assertLine(String part, Told told) {
    assertEquals(1, told.exit, told.out + told.err);
    assertTrue(told.err.startsWith("diverge: audit: ") && told.err.contains(part), told.err);
    assertEquals(1, told.err.lines().count(), told.err);
    assertEquals("", told.out);
  }

  private Child app(String options, String... flags) throws IOException {
    List<String> all = new ArrayList<>(List.of(flags));
    all.add("-javaagent:" + Child.agentJar() + "=source=none," + options);
    return Child.main(folder, all, AuditedApp.class);
  }

  private static String pid(Child child) {
    return Long.toString(child.pid());
  }

  private Told audit(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("-Djava.io.tmpdir=" + folder, "-jar"));
    all.add(Child.agentJar().toString());
    all.add("audit");
    all.addAll(List.of(arguments));
    try (Child child = Child.java(folder, all)) {
      child.finish(Duration.ofMinutes(4)); // two starts on a busy machine
      int exit = child.exit();
      return new Told(exit, child.out(), child.err());
    }
  }

  private static Map<String, String> findings(String json) {
    Map<String, String> found = new TreeMap<>();
    Matcher all = FINDING.matcher(json.substring(0, json.indexOf("\"living\"")));
    while (all.find()) {
      String owner = all.group(1).substring(all.group(1).indexOf('$') + 1);
      boolean lambda = owner.contains("$Lambda");
      found.put(lambda ? "capturing's lambda" : owner + "#" + all.group(2), all.group(3));
    }
    return found;
  }

  private static Set<String> of(Map<String, String> found, String verdict) {
    Set<String> names = new TreeSet<>();
    found.forEach(
        (name, each) -> {
          if (each.equals(verdict)) {
            names.add(name);
          }
        });
    return names;
  }

  /** Neither as it is, nor in hexadecimal digits, nor in Base64. */
  private static void assertNoneTold(String known, String told) {
    String lower = told.toLowerCase(Locale.ROOT);
    int secrets = 0;
    for (String line : known.lines().toList()) {
      int space = line.indexOf(' ');
      if (space < 0) {
        continue;
      }
      secrets++;
      byte[] bytes = HexFormat.of().parseHex(line.substring(space + 1));
      assertFalse(lower.contains(HexFormat.of().formatHex(bytes)), line);
      assertFalse(told.contains(new String(bytes, StandardCharsets.ISO_8859_1)), line);
      assertFalse(told.contains(Base64.getEncoder().withoutPadding().encodeToString(bytes)), line);
      assertFalse(
          told.contains(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)), line);
    }
    assertTrue(secrets > 20, known);
  }

  /** Files that an audit made and left. */
  private long leftovers() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith("diverge")).count();
    }
  }
}
