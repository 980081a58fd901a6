package dev.diverge.testapps.doors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asking another JVM, which may be another user's, or none. */
class AskingTest {

  private static final String SECRET = "TOPSECRET";

  @TempDir Path folder;

  /** One that says it has the agent, and has a class of its own in the agent's place. */
  @Test
  void whatTheAskedUserPutsInTheAnswersPlaceIsNotRead() throws Exception {
    Assumptions.assumeTrue(isRoot(), "only root can ask as root");
    Path secret = Files.writeString(folder.resolve("secret"), "0\n" + SECRET + " of root\n\u0004");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Path open = opened();
    try {
      Path classes = evil(open);
      for (String deed : List.of("link " + secret, "fifo x", "escape x", "endless x", "exit x")) {
        Process evil =
            new ProcessBuilder(
                    List.of(
                        "setpriv",
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        Child.home().resolve("bin/java").toString(),
                        "-XX:+EnableDynamicAgentLoading",
                        "-Dtold=" + deed,
                        "-cp",
                        classes.toString(),
                        "Evil"))
                .redirectErrorStream(true)
                .start();
        try {
          assertEquals("up", evil.inputReader(UTF_8).readLine());
          Told told = Told.by(folder, "status", Long.toString(evil.pid()));
          assertEquals(deed.startsWith("escape") ? 0 : 1, told.exit(), deed + told);
          String all = told.out() + told.err();
          assertFalse(all.contains(SECRET), deed);
          assertTrue(all.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f)), all);
          assertTrue(all.length() < 10_000, deed);
          if (deed.startsWith("escape")) {
            assertEquals("a\\u001b[2Jb\n", told.out());
          } else {
            assertEquals(1, told.err().lines().count(), told.err());
          }
        } finally {
          evil.destroyForcibly();
        }
      }
    } finally {
      delete(open);
    }
  }

  /** The folder for everybody's files holds a socket of somebody else's. */
  @Test
  void aSocketOfAnotherUsersIsNotAsked() throws Exception {
    Assumptions.assumeTrue(isRoot(), "only root can make another user's file");
    Page page = Page.in(folder);
    try (Child child = app(page)) {
      child.await("up");
      Path socket = Path.of("/tmp/.java_pid" + child.pid());
      Files.writeString(socket, "");
      try {
        Files.setAttribute(socket, "unix:uid", 65534);
        Told told = Told.by(folder, "status", Long.toString(child.pid()));
        assertEquals(1, told.exit());
        assertTrue(told.err().contains("its socket belongs to another user"), told.err());
      } finally {
        Files.delete(socket);
      }
    }
  }

  @Test
  void onlyAJvmThatListensIsSignalled() throws Exception {
    Path named = Files.copy(Path.of("/bin/sleep"), folder.resolve("libjvm.so"));
    Process sleep = new ProcessBuilder(named.toString(), "60").start();
    try {
      Told told = Told.by(folder, "status", Long.toString(sleep.pid()));
      assertEquals(1, told.exit());
      assertTrue(told.err().contains("does not catch SIGQUIT"), told.err());
      assertFalse(sleep.waitFor(200, TimeUnit.MILLISECONDS), "it was signalled");
    } finally {
      sleep.destroy();
    }
    Page page = Page.in(folder);
    List<String> flags = List.of(Child.agent(page), "-Xrs");
    try (Child child = Child.main(folder, flags, WaitingApp.class)) {
      child.await("up");
      Told told = Told.by(folder, "status", Long.toString(child.pid()));
      assertEquals(0, told.exit(), told.err()); // it listens from the start, and need not be told
      child.say("");
      assertEquals("up\nended\n", child.finish());
    }
  }

  /** Whoever waited was killed, as a probe is that takes too long. */
  @Test
  void whoWaitsDoesNotKeepOthersFromAsking() throws Exception {
    Page page = Page.in(folder);
    try (Child child = app(page)) {
      child.await("up");
      String pid = Long.toString(child.pid());
      List<Child> waiting = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        waiting.add(
            Child.java(
                folder,
                List.of(
                    "-jar",
                    Child.agentJar().toString(),
                    "status",
                    pid,
                    "--wait-confirmed=3000",
                    "--epoch=7")));
      }
      for (long began = System.nanoTime(); answering() == 0; ) {
        assertTrue(System.nanoTime() - began < 60_000_000_000L, "nobody waits");
        Thread.sleep(50);
      }
      Told told = Told.by(folder, "status", pid);
      assertEquals(0, told.exit(), told.err());
      waiting.forEach(Child::close);
      assertEquals(0, Told.by(folder, "status", pid).exit());
    }
  }

  private long answering() throws IOException {
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "diverge*")) {
      long count = 0;
      for (Path one : all) {
        count += Files.exists(one.resolve("reply")) ? 1 : 0;
      }
      return count;
    }
  }

  /** Images have no JDK. */
  @Test
  void aJreWillDo() throws Exception {
    Path jlink = Child.home().resolve("bin/jlink");
    Assumptions.assumeTrue(Files.isExecutable(jlink), "this JDK has no jlink");
    Path jre = folder.resolve("jre");
    String said =
        run(
            List.of(
                jlink.toString(),
                "--add-modules",
                "java.base,java.instrument",
                "--output",
                jre.toString()));
    Assumptions.assumeTrue(Files.exists(jre.resolve("bin/java")), "jlink makes no JRE: " + said);
    Page page = Page.in(folder);
    try (Child child = app(page)) {
      child.await("up");
      String java = jre.resolve("bin/java").toString();
      String jar = Child.agentJar().toString();
      String pid = Long.toString(child.pid());
      String status = run(List.of(java, "-jar", jar, "status", pid));
      assertTrue(status.startsWith("epoch       0, confirmed\n"), status);
      String drill = run(List.of(java, "-jar", jar, "drill", pid));
      assertTrue(drill.startsWith("drill       epoch 1, "), drill);
      String doctor = run(List.of(java, "-jar", jar, "doctor", pid));
      assertTrue(doctor.contains("\nA clone of this VM would be noticed"), doctor);
    }
  }

  /** Everybody may read a command line. */
  @Test
  void doctorShowsNobodyWhatIsInTheEnvironment() throws Exception {
    Page page = Page.in(folder);
    ProcessBuilder builder =
        new ProcessBuilder(
            Child.home().resolve("bin/java").toString(),
            "-jar",
            Child.agentJar().toString(),
            "doctor",
            "source=page:" + page.file());
    builder
        .environment()
        .put(
            "JAVA_TOOL_OPTIONS",
            "-Dlicence="
                + SECRET
                + " -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y");
    Process doctor = builder.redirectErrorStream(true).start();
    boolean child = false;
    while (doctor.isAlive()) {
      for (ProcessHandle one : doctor.descendants().toList()) {
        String line = commandLine(one.pid());
        child |= line.contains("ask=doctor");
        assertFalse(line.contains(SECRET), line);
      }
      Thread.sleep(5);
    }
    String out = new String(doctor.getInputStream().readAllBytes(), UTF_8);
    assertTrue(child, "no child was seen: " + out);
    assertTrue(out.contains("\nagents      1 other      jdwp, "), out);
    assertFalse(out.replaceFirst("Picked up .*", "").contains(SECRET), out);
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
    } catch (IOException gone) {
      return "";
    }
  }

  private Child app(Page page) throws IOException {
    return Child.main(
        folder, List.of(Child.agent(page), "-XX:+EnableDynamicAgentLoading"), WaitingApp.class);
  }

  private static String run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return said;
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  private static Path opened() throws IOException {
    Path open = Files.createTempDirectory("diverge-open");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    return open;
  }

  private static Path evil(Path in) throws Exception {
    Path sources = Files.createDirectories(in.resolve("src/dev/diverge/entry"));
    Path main = in.resolve("src/Evil.java");
    Files.writeString(
        main,
        """
        public class Evil {
          public static void main(String[] arguments) throws Exception {
            System.setProperty("dev.diverge.installed", "true");
            System.out.println("up");
            System.out.flush();
            Thread.sleep(120_000);
          }
        }
        """);
    Path entry = sources.resolve("DivergeAgent.java");
    Files.writeString(
        entry,
        """
        package dev.diverge.entry;

        import java.io.OutputStream;
        import java.nio.file.Files;
        import java.nio.file.Path;

        public class DivergeAgent {
          public static void agentmain(String arguments) throws Exception {
            Path reply = Path.of(arguments.substring(arguments.indexOf("reply=") + 6));
            String[] told = System.getProperty("told").split(" ");
            switch (told[0]) {
              case "link" -> {
                Files.delete(reply);
                Files.createSymbolicLink(reply, Path.of(told[1]));
              }
              case "fifo" -> {
                Files.delete(reply);
                new ProcessBuilder("mkfifo", "-m", "666", reply + "").start().waitFor();
              }
              case "escape" -> Files.writeString(reply, "0\\na\\u001b[2Jb\\n\\u0004");
              case "exit" -> Files.writeString(reply, "99999999999\\nx\\n\\u0004");
              default -> {
                byte[] much = new byte[1 << 20];
                try (OutputStream out = Files.newOutputStream(reply)) {
                  for (int i = 0; i < 64; i++) {
                    out.write(much);
                  }
                }
              }
            }
          }
        }
        """);
    Path classes = in.resolve("classes");
    String said =
        run(
            List.of(
                Child.home().resolve("bin/javac").toString(),
                "-d",
                classes.toString(),
                main.toString(),
                entry.toString()));
    assertTrue(Files.exists(classes.resolve("Evil.class")), said);
    return classes;
  }

  private static void delete(Path all) throws IOException {
    List<Path> paths = new ArrayList<>();
    try (var walk = Files.walk(all)) {
      walk.forEach(path -> paths.add(0, path));
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
