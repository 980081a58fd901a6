package dev.diverge.testapps.criu;

import static java.util.stream.Collectors.toCollection;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One image of CRIU's, restored three times: the source {@code criu}, and a page that is raised.
 */
class CriuTest {

  private static final int RESTORES = 3;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String NOTICED = "diverge: clone detected";

  /** The others ask the kernel, which was not restored, with every draw. */
  private static final Set<String> REPEATED =
      Set.of("DRBG", "Math.random", "Random", "SHA1PRNG", "SplittableRandom", "ThreadLocalRandom");

  @TempDir Path folder;

  private @Nullable Criu working;
  private String script = "true";
  private long pid;

  @BeforeEach
  void criuWorks() throws Exception {
    Optional<Criu> found = Criu.working();
    assumeTrue(found.isPresent(), "no working criu: root, Linux and CRIU 4 are needed");
    working = found.get();
    System.out.println(working.version());
  }

  @AfterEach
  void end() {
    if (pid != 0) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void theControlRepeats() throws Exception {
    assertEquals(REPEATED, repeated(restored(0, "", "-Ddiverge.test=control")));
  }

  /** Which is polled: what is drawn before it is noticed may repeat, so that is waited for. */
  @Test
  void noRestoreRepeatsAnother() throws Exception {
    String agent = "-javaagent:" + Child.agentJar() + "=source=criu";
    assertEquals(Set.of(), repeated(restored(1_000, NOTICED, agent)));
    checkLines("criu");
  }

  /** A page that CRIU's action script raises before a thread runs: nothing is waited for. */
  @Test
  void norDoesTheFirstDrawOfOneWhosePageIsRaisedBeforeItRuns() throws Exception {
    Path page = Page.in(folder).file();
    Files.write(folder.resolve("raised"), new byte[] {1, 1, 1, 1, 1, 1, 1, 1});
    script =
        "[ \"$CRTOOLS_SCRIPT_ACTION\" != pre-resume ] || dd if=%s of=%s conv=notrunc"
            .formatted(folder.resolve("raised"), page);
    String agent = "-javaagent:" + Child.agentJar() + "=source=page:" + page + ",poll=3600000";
    assertEquals(Set.of(), repeated(restored(1_000, "", agent)));
    checkLines("page");
  }

  private void checkLines(String source) throws IOException {
    for (int i = 0; i < RESTORES; i++) {
      String said = Files.readString(folder.resolve("said." + i));
      assertTrue(said.matches(NOTICED + ": epoch 1 \\(" + source + "\\), .*\n"), said);
    }
  }

  private static Set<String> repeated(Map<String, List<String>> drawn) {
    assertEquals(8, drawn.size(), drawn::toString);
    return drawn.entrySet().stream()
        .filter(each -> new HashSet<>(each.getValue()).size() < RESTORES)
        .map(Map.Entry::getKey)
        .collect(toCollection(TreeSet::new));
  }

  /** What each emitter drew in each restore. */
  private Map<String, List<String>> restored(int calmMillis, String noticed, String flag)
      throws Exception {
    Criu criu = Objects.requireNonNull(working);
    Path images = Files.createDirectory(folder.resolve("images"));
    Path log = folder.resolve("log");
    Process original = start(log, calmMillis, flag);
    take("warm");
    criu.dump(pid, images);
    original.waitFor(); // its number is free again
    long length = Files.size(log);
    Path action = Files.writeString(folder.resolve("action"), "#!/bin/sh\n" + script + "\n");
    assertTrue(action.toFile().setExecutable(true));
    Map<String, List<String>> drawn = new TreeMap<>();
    for (int i = 0; i < RESTORES; i++) {
      if (noticed.isEmpty()) {
        Files.createFile(folder.resolve("go"));
      }
      criu.restore(images, action);
      await().atMost(LIMIT).until(() -> Files.readString(log).contains(noticed));
      if (!noticed.isEmpty()) {
        Files.createFile(folder.resolve("go"));
      }
      for (String line : take("drawn").lines().toList()) {
        int space = line.lastIndexOf(' ');
        drawn
            .computeIfAbsent(line.substring(0, space), name -> new ArrayList<>())
            .add(line.substring(space + 1));
      }
      Files.createFile(folder.resolve("end"));
      await().atMost(LIMIT).until(() -> ProcessHandle.of(pid).isEmpty());
      Files.copy(log, folder.resolve("said." + i));
      cut(log, length); // an open file must be as long as it was
      Files.delete(folder.resolve("go"));
      Files.delete(folder.resolve("end"));
    }
    return drawn;
  }

  private Process start(Path log, int calmMillis, String flag) throws Exception {
    Process process =
        new ProcessBuilder(
                "setsid",
                Child.home().resolve("bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx64m",
                flag,
                "-cp",
                Child.testClasses().toString(),
                DumpedApp.class.getName(),
                folder.toString(),
                Integer.toString(calmMillis))
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(log.toFile())
            .redirectErrorStream(true)
            .start();
    pid = process.pid();
    return process;
  }

  /** The text of a file that comes sooner or later, and is gone then. */
  private String take(String name) throws IOException {
    Path file = folder.resolve(name);
    await().atMost(LIMIT).until(() -> Files.exists(file));
    String text = Files.readString(file);
    Files.delete(file);
    return text;
  }

  private static void cut(Path file, long length) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(length);
    }
  }
}
