package dev.diverge.testapps.doors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.answers.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The publisher, which is root's, and what another user puts in its way. */
@Timeout(180)
class PublishingTest {

  private static final String PRECIOUS = "root:x:0:0:root:/root:/bin/bash\n";

  @TempDir Path folder;

  private Path victim;
  private Path counter;

  @BeforeEach
  void lay() throws Exception {
    Stranger.assumed();
    Stranger.admitted(folder);
    victim = written("victim", PRECIOUS);
    counter = written("counter", "1\n");
  }

  @Test
  void whereHeCanMakeNamesNothingIsOpened() throws Exception {
    List<Path> pages = new ArrayList<>();
    for (String name : List.of("generation", "generation.state")) {
      Path his = Stranger.folder(folder.resolve("link-at-" + name));
      Stranger.does(his, "ln -s " + victim + " " + name);
      pages.add(his.resolve("generation"));
    }
    Path pipes = Stranger.folder(folder.resolve("pipes"));
    Stranger.does(pipes, "for n in '' .lock .state .tmp .lock.new; do mkfifo generation$n; done");
    pages.add(pipes.resolve("generation"));
    Path shared = Stranger.shared(folder.resolve("shared"));
    Stranger.does(shared, "ln -s " + victim + " generation; mkfifo generation.lock");
    pages.add(shared.resolve("generation"));
    Stranger.does(shared, "mkdir run; ln -s " + folder + " road");
    pages.add(shared.resolve("run/generation"));
    pages.add(shared.resolve("road/new/generation"));
    List<Child> publishers = new ArrayList<>();
    try {
      for (Path page : pages) {
        publishers.add(publish(page));
      }
      for (int i = 0; i < pages.size(); i++) {
        Child publisher = publishers.get(i);
        assertEquals(1, publisher.exit(), pages.get(i) + ": " + publisher.err());
        assertEquals(1, publisher.err().lines().count(), publisher.err());
      }
    } finally {
      publishers.forEach(Child::close);
    }
    assertEquals(PRECIOUS, Files.readString(victim));
    assertEquals("rw-r--r--", mode(victim));
    assertFalse(Files.exists(folder.resolve("new")));
  }

  /** He holds what he could open while it was open to him, and cannot open what there is now. */
  @Test
  void hisLocksStopNobody() throws Exception {
    Path run = Stranger.admitted(Files.createDirectory(folder.resolve("run")));
    Path page = run.resolve("generation");
    Path lock = run.resolve("generation.lock");
    Files.createFile(lock);
    Files.write(page, new byte[4096]);
    for (Path file : List.of(lock, page)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
    Process locked = locks(lock, page);
    try (Child publisher = publish(page)) {
      publisher.awaitErr("diverge: publishing ");
      Files.writeString(counter, "2\n");
      publisher.awaitErr("diverge: new generation published (file)\n");
      for (String name : List.of("generation.lock", "generation.state")) {
        String said = Stranger.does(run, "cat " + name);
        assertTrue(said.contains("Permission denied"), name + ": " + said);
      }
      String said = Stranger.does(run, "echo 9 >generation; rm -f generation; ls");
      assertTrue(said.contains("\ngeneration\n"), said);
    } finally {
      locked.destroyForcibly();
    }
  }

  private Child publish(Path page) throws IOException {
    List<String> command =
        List.of(
            "-jar",
            Child.agentJar().toString(),
            "publish",
            page.toString(),
            "--from",
            "file:" + counter);
    return Child.java(folder, command);
  }

  /** Locks that are his, of the kind that only keeps writers away. */
  private Process locks(Path... files) throws Exception {
    Path classes =
        Program.compiled(
            folder,
            "ReadLock",
            """
            import java.nio.channels.FileChannel;
            import java.nio.file.Path;

            public class ReadLock {
              public static void main(String[] arguments) throws Exception {
                for (String file : arguments) {
                  FileChannel.open(Path.of(file)).lock(0, Long.MAX_VALUE, true);
                }
                System.out.println("locked");
                Thread.sleep(120_000);
              }
            }
            """);
    List<String> command =
        new ArrayList<>(
            List.of(Child.home().resolve("bin/java").toString(), "-cp", classes + "", "ReadLock"));
    for (Path file : files) {
      command.add(file.toString());
    }
    Process process = Stranger.begins(folder, command.toArray(new String[0]));
    BufferedReader said = process.inputReader(UTF_8);
    assertEquals("locked", said.readLine());
    return process;
  }

  private Path written(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
