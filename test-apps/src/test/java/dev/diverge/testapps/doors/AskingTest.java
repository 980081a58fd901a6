package dev.diverge.testapps.doors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Asking another JVM, which may be another user's, or none. */
class AskingTest {

  private static final String SECRET = "TOPSECRET";

  @TempDir Path folder;

  /** One that says it has the agent, and has a class of its own in the agent's place. */
  @Test
  void whatTheAskedUserPutsInTheAnswersPlaceIsNotRead() throws Exception {
    Stranger.assumed();
    Path secret = Files.writeString(folder.resolve("secret"), "0\n" + SECRET + " of root\n\u0004");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Path classes = evil(Stranger.admitted(folder));
    List<String> deeds = List.of("link " + secret, "fifo x", "escape x", "endless x", "exit x");
    Process evil =
        Stranger.begins(
            folder,
            Child.home().resolve("bin/java").toString(),
            "-XX:+EnableDynamicAgentLoading",
            "-Dtold=" + String.join(",", deeds),
            "-cp",
            classes.toString(),
            "Evil");
    try {
      assertEquals("up", evil.inputReader(UTF_8).readLine());
      for (String deed : deeds) {
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
      }
    } finally {
      evil.destroyForcibly();
    }
  }

  /** The folder for everybody's files holds a socket of somebody else's, who listens. */
  @Test
  void aSocketOfAnotherUsersIsNotAsked() throws Exception {
    Stranger.assumed();
    Path classes =
        Program.compiled(
            Stranger.admitted(folder),
            "Listens",
            """
            import java.net.StandardProtocolFamily;
            import java.net.UnixDomainSocketAddress;
            import java.nio.channels.ServerSocketChannel;

            public class Listens {
              public static void main(String[] arguments) throws Exception {
                try (ServerSocketChannel channel =
                    ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                  channel.bind(UnixDomainSocketAddress.of(arguments[0]));
                  System.out.println("listens");
                  channel.accept();
                  System.out.println("asked");
                }
              }
            }
            """);
    Page page = Page.in(folder);
    try (Child child = app(page)) {
      child.await("up");
      Path socket = Path.of("/tmp/.java_pid" + child.pid());
      Process listens =
          Stranger.begins(
              folder,
              Child.home().resolve("bin/java").toString(),
              "-cp",
              classes.toString(),
              "Listens",
              socket.toString());
      try {
        BufferedReader said = listens.inputReader(UTF_8);
        assertEquals("listens", said.readLine());
        Told told = Told.by(folder, "status", Long.toString(child.pid()));
        assertEquals(1, told.exit());
        assertTrue(told.err().contains("its socket belongs to another user"), told.err());
        assertFalse(listens.waitFor(200, TimeUnit.MILLISECONDS), "he was asked");
      } finally {
        listens.destroyForcibly();
        Files.deleteIfExists(socket);
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
  void whereNoAnswerCanComeItIsSaidWhatToDo() throws Exception {
    String pid = Long.toString(ProcessHandle.current().pid());
    List<String> command =
        List.of("-Djava.io.tmpdir=/proc", "-jar", Child.agentJar().toString(), "status", pid);
    try (Child child = Child.java(folder, command)) {
      assertEquals(1, child.exit());
      assertEquals(1, child.err().lines().count(), child.err());
      assertTrue(child.err().startsWith("diverge: an answer needs a folder"), child.err());
      assertTrue(child.err().contains("-Djava.io.tmpdir=FOLDER"), child.err());
    }
  }

  @Test
  void aJreWillDo() throws Exception {
    List<String> modules = List.of("--limit-modules", "java.base,java.instrument");
    asksFrom(Child.home(), modules);
  }

  /** As the other, from one that was made. */
  @Test
  @EnabledIfSystemProperty(named = "diverge.slow", matches = "true", disabledReason = "slow")
  void aJreThatWasLinkedWillDo() throws Exception {
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
    asksFrom(jre, List.of());
  }

  private void asksFrom(Path jre, List<String> flags) throws Exception {
    Page page = Page.in(folder);
    List<String> java = new ArrayList<>(List.of(jre.resolve("bin/java").toString()));
    java.addAll(flags);
    java.addAll(List.of("-jar", Child.agentJar().toString()));
    try (Child child = app(page)) {
      child.await("up");
      String pid = Long.toString(child.pid());
      String status = run(java, "status", pid);
      assertTrue(status.startsWith("epoch       0, confirmed\n"), status);
      String drill = run(java, "drill", pid);
      assertTrue(drill.startsWith("drill       epoch 1, "), drill);
      String doctor = run(java, "doctor", pid);
      assertTrue(doctor.contains("\nA clone of this VM would be noticed"), doctor);
    }
  }

  /** Everybody may read a command line. */
  @Test
  void doctorShowsNobodyWhatIsInTheEnvironment() throws Exception {
    Page page = Page.in(Stranger.admitted(folder));
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
    Path seen = Files.createFile(folder.resolve("seen"));
    Process looks;
    if (Stranger.canBePlayed()) {
      Stranger.gets(seen);
      looks = Stranger.begins(folder, "sh", "-c", looking("cmdline", "environ"));
    } else { // by one of our own, who may also see what is in our environment
      looks = new ProcessBuilder("sh", "-c", looking("cmdline")).directory(folder.toFile()).start();
    }
    String out;
    try {
      Process doctor = builder.redirectErrorStream(true).start();
      out = new String(doctor.getInputStream().readAllBytes(), UTF_8);
    } finally {
      looks.destroyForcibly();
    }
    Set<String> shown = Set.copyOf(Files.readAllLines(seen));
    assertEquals(Set.of("ask=doctor"), shown, out);
    assertTrue(out.contains("\nagents      1 other      jdwp, "), out);
    assertFalse(out.replaceFirst("Picked up .*", "").contains(SECRET), out);
  }

  private static String looking(String... in) {
    return "while :; do cat /proc/[0-9]*/"
        + String.join(" /proc/[0-9]*/", in)
        + " 2>/dev/null | tr '\\0' '\\n' | grep -ao -e TOPSECRE[T] -e ask=docto[r] >>seen; done";
  }

  private Child app(Page page) throws IOException {
    return Child.main(
        folder, List.of(Child.agent(page), "-XX:+EnableDynamicAgentLoading"), WaitingApp.class);
  }

  private static String run(List<String> java, String... more) throws Exception {
    List<String> command = new ArrayList<>(java);
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return said;
  }

  /** Does the next of its deeds each time it is asked. */
  private static Path evil(Path in) throws Exception {
    return Program.compiled(
        in,
        "Evil",
        """
        public class Evil {
          public static void main(String[] arguments) throws Exception {
            System.setProperty("dev.diverge.installed", "true");
            System.out.println("up");
            System.out.flush();
            Thread.sleep(120_000);
          }
        }
        """,
        "dev/diverge/entry/DivergeAgent",
        """
        package dev.diverge.entry;

        import java.io.OutputStream;
        import java.nio.file.Files;
        import java.nio.file.Path;

        public class DivergeAgent {
          private static int deeds;

          public static void agentmain(String arguments) throws Exception {
            Path reply = Path.of(arguments.substring(arguments.indexOf("reply=") + 6));
            String[] told = System.getProperty("told").split(",")[deeds++].split(" ");
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
  }
}
