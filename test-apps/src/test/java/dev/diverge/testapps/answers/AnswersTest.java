package dev.diverge.testapps.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator asks, and is told. */
class AnswersTest {

  @TempDir Path folder;

  private record Told(int exit, String out, String err) {}

  @Test
  void statusDrillAndWaiting() throws Exception {
    Page page = Page.in(folder);
    Path ready = folder.resolve("ready");
    try (Child child = app(page, "stay", "ready-file=" + ready)) {
      child.await("up");
      String pid = Long.toString(child.pid());
      Told before = ask("status", pid);
      assertEquals(0, before.exit, before.err);
      assertTrue(
          before.out.startsWith("epoch       0, confirmed\nsource      page\njdk         "),
          before.out);
      assertTrue(before.out.contains(" hooks in place, "), before.out);
      assertTrue(before.out.contains("\nregistered  api: 1 actions\n"), before.out);
      Told drill = ask("drill", pid);
      assertEquals(0, drill.exit, drill.err);
      assertTrue(drill.out.startsWith("drill       epoch 1, "), drill.out);
      assertTrue(drill.out.contains("\nreset       application: 1 in "), drill.out);
      assertEquals("epoch 1 confirmed\n", Files.readString(ready));
      Told early = ask("status", pid, "--wait-confirmed=1", "--epoch=2");
      assertEquals(1, early.exit);
      assertTrue(early.out.startsWith("waited      1 s, epoch 2 has not begun\n"), early.out);
      child.say("");
      Told waited = ask("status", pid, "--wait-confirmed", "--epoch=2");
      assertEquals(0, waited.exit, waited.out + waited.err);
      assertTrue(waited.out.startsWith("epoch       2, confirmed\n"), waited.out);
      assertTrue(waited.out.contains("clone detected: epoch 2 (page), "), waited.out);
    }
  }

  @Test
  void badNewsAndUsage() throws Exception {
    assertEquals(2, ask("status").exit);
    assertEquals(2, ask("status", "me").exit);
    assertEquals(2, ask("status", "1", "--soon").exit);
    assertEquals(2, ask("drill").exit);
    Told absent = ask("status", "99999999");
    assertEquals(1, absent.exit);
    assertEquals("diverge: there is no process 99999999\n", absent.err);
    Process sleep = new ProcessBuilder("sleep", "60").start();
    try {
      Told notJava = ask("status", Long.toString(sleep.pid()));
      assertEquals(1, notJava.exit);
      assertTrue(notJava.err.contains("is no JVM"), notJava.err);
      assertTrue(sleep.isAlive());
    } finally {
      sleep.destroy();
    }
    Page page = Page.in(folder);
    try (Child bare = Child.main(folder, List.of(), AnswersApp.class, page.file() + "", "stay")) {
      bare.await("up");
      Told told = ask("drill", Long.toString(bare.pid()));
      assertEquals(1, told.exit);
      assertTrue(told.err.contains("there is no Diverge agent in process"), told.err);
    }
  }

  @Test
  void anAttachThatIsRefused() throws Exception {
    Page page = Page.in(folder);
    List<String> flags = List.of(Child.agent(page), "-XX:+DisableAttachMechanism");
    try (Child child =
        Child.main(folder, flags, AnswersApp.class, page.file().toString(), "stay")) {
      child.await("up");
      Told told = ask("status", Long.toString(child.pid()));
      assertEquals(1, told.exit, told.out);
      assertTrue(told.err.startsWith("diverge: process " + child.pid() + " cannot be "), told.err);
      assertEquals(1, told.err.lines().count(), told.err);
    }
  }

  /** Asked by a user who is neither the JVM's nor root. */
  @Test
  void anotherUsersJvm() throws Exception {
    Path open = Files.createTempDirectory("diverge-open");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path jar = Files.copy(Child.agentJar(), open.resolve("diverge.jar"));
    Page page = Page.in(folder);
    try (Child child = app(page, "stay")) {
      child.await("up");
      boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
      String pid = Long.toString(root ? child.pid() : 1); // 1 is root's
      List<String> command =
          new ArrayList<>(root ? List.of("setpriv", "--reuid=65534", "--clear-groups") : List.of());
      command.add(Child.home().resolve("bin/java").toString());
      command.addAll(List.of("-jar", jar.toString(), "status", pid));
      Process asking = new ProcessBuilder(command).start();
      String err = new String(asking.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(1, asking.waitFor(), err);
      assertEquals("diverge: process " + pid + " is no JVM, or not this user's\n", err);
    } finally {
      Files.deleteIfExists(jar);
      Files.delete(open);
    }
  }

  @Test
  void doctor() throws Exception {
    Page page = Page.in(folder);
    Told good = ask("doctor", "source=page:" + page.file());
    assertEquals(0, good.exit, good.out + good.err);
    assertTrue(
        good.out.startsWith("generation  page         " + page.file() + ", mapped"), good.out);
    assertTrue(good.out.contains("\n            vmclock      "), good.out);
    assertTrue(good.out.contains("\nagents      none other\n"), good.out);
    Matcher hooks = Pattern.compile("(\\d+) of (\\d+) hooks in place").matcher(good.out);
    assertTrue(hooks.find(), good.out);
    assertEquals(hooks.group(2), hooks.group(1));
    assertTrue(good.out.contains("\nA clone of this VM would be noticed"), good.out);
    Told bad = ask("doctor", "source=page:" + folder.resolve("absent"));
    assertEquals(1, bad.exit);
    assertTrue(bad.out.contains("A clone of this VM would go unnoticed"), bad.out);
    assertTrue(bad.out.contains("page         not usable: no such file\n"), bad.out);
    assertEquals(2, ask("doctor", "a", "b").exit);
  }

  @Test
  void doctorOfARunningJvm() throws Exception {
    Page page = Page.in(folder);
    Files.setPosixFilePermissions(page.file(), PosixFilePermissions.fromString("rw-rw-rw-"));
    List<String> flags =
        List.of(
            "-javaagent:"
                + Child.agentJar()
                + "=third-party-random=keep,source=page:"
                + page.file(),
            "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:0",
            "-XX:+EnableDynamicAgentLoading");
    try (Child child =
        Child.main(folder, flags, AnswersApp.class, page.file().toString(), "stay")) {
      child.await("up");
      Told told = ask("doctor", Long.toString(child.pid()));
      assertEquals(1, told.exit, told.out + told.err);
      assertTrue(told.out.contains("page         not usable: writable by others"), told.out);
      assertTrue(told.out.contains("agents      1 other      jdwp, after this one\n"), told.out);
      assertTrue(told.out.contains("registered  api          1 actions\n"), told.out);
      assertTrue(told.out.contains("not reset   SecureRandoms of other providers"), told.out);
      assertTrue(told.out.contains(" more once their classes are loaded\n"), told.out);
    }
  }

  @Test
  void jmx() throws Exception {
    Page page = Page.in(folder);
    try (Child child = app(page, "jmx")) {
      List<String> lines = child.finish().lines().toList();
      assertEquals("before 0page", lines.get(1), child.err());
      assertEquals("epoch 1", lines.get(2));
      assertTrue(
          lines.get(3).startsWith("diverge.transition clone detected: epoch 1 (page), "),
          lines.get(3));
      assertEquals("confirmed true1", lines.get(4));
      assertTrue(lines.get(5).startsWith("drill drill: epoch 2, "), lines.get(5));
    }
  }

  @Test
  void flightRecorder() throws Exception {
    Page page = Page.in(folder);
    Path recording = folder.resolve("two.jfr");
    List<String> flags =
        List.of(
            Child.agent(page), "-XX:StartFlightRecording:filename=" + recording, "-Xlog:jfr*=off");
    try (Child child =
        Child.main(folder, flags, AnswersApp.class, page.file().toString(), "clones")) {
      child.finish();
    }
    Process print =
        new ProcessBuilder(
                Child.home().resolve("bin/jfr").toString(),
                "print",
                "--events",
                "diverge.*",
                recording.toString())
            .start();
    String events = new String(print.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(2, events.split("diverge.Clone \\{", -1).length - 1, events);
    assertEquals(2, events.split("integration = \"application\"", -1).length - 1, events);
    assertTrue(events.contains("diverge.Reset {"), events);
  }

  /** Nothing of JMX, JFR or logging on our account. */
  @Test
  void nothingHeavyIsLoaded() throws Exception {
    Page page = Page.in(folder);
    List<String> flags = List.of(Child.agent(page), "-Xlog:class+load");
    try (Child child =
        Child.main(folder, flags, AnswersApp.class, page.file().toString(), "clones")) {
      String out = child.finish();
      assertTrue(out.contains("dev.diverge.agent.transition.Transition "), out);
      for (String heavy :
          List.of(
              " javax.management.",
              " jdk.jfr.Fl",
              " java.util.logging.",
              "FlightEvents",
              "DivergeBean")) {
        assertFalse(out.contains(heavy), heavy);
      }
    }
  }

  private Child app(Page page, String what, String... options) throws Exception {
    List<String> flags = List.of(Child.agent(page, options), "-XX:+EnableDynamicAgentLoading");
    return Child.main(folder, flags, AnswersApp.class, page.file().toString(), what);
  }

  private Told ask(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("-jar", Child.agentJar().toString()));
    command.addAll(List.of(arguments));
    try (Child child = Child.java(folder, command)) {
      int exit = child.exit();
      return new Told(exit, child.out(), child.err());
    }
  }
}
