package dev.diverge.testapps.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar of a running service is another: renamed into place, or written over. */
class UpgradeTest {

  @TempDir Path folder;
  private Path jar = Path.of("jar");

  @BeforeEach
  void jar() throws Exception {
    jar = Files.copy(Child.agentJar(), folder.resolve("diverge.jar"));
  }

  static final class Service {

    private Service() {}

    public static void main(String[] arguments) throws Exception {
      var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      do {
        System.out.println("drawn " + UUID.randomUUID());
      } while (in.readLine() != null);
    }
  }

  @Test
  void anotherJarMayBeRenamedIntoItsPlace() throws Exception {
    Page page = Page.in(folder);
    try (Child service = service(page)) {
      service.await("drawn ");
      Path next = Files.write(folder.resolve("next"), new byte[100_000]);
      Files.move(next, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      page.raise();
      service.say("draw");
      try (Child status = status(service, "--wait-confirmed=30", "--epoch=1")) {
        assertEquals(0, status.exit(), status.err() + service.err());
      }
      List<String> said = service.err().lines().filter(line -> line.startsWith("diverge")).toList();
      assertEquals(1, said.size(), said::toString);
      assertTrue(said.get(0).startsWith("diverge: clone detected: epoch 1 (page)"), said::toString);
    }
  }

  /** That a clone does no harm then is in FirstCloneTest. */
  @Test
  void whoAsksAJvmWhoseJarWasWrittenOverIsToldInOneLine() throws Exception {
    try (Child service = service(Page.in(folder))) {
      service.await("drawn ");
      Files.write(jar, new byte[100_000]);
      try (Child status = status(service)) {
        assertNotEquals(0, status.exit(), status.out());
        assertTrue(status.err().startsWith("diverge: "), status.err());
      }
      String said = service.err();
      assertEquals(1, said.lines().filter(line -> line.contains("gets no answer")).count(), said);
      assertTrue(said.lines().noneMatch(line -> line.startsWith("\tat ")), said);
    }
  }

  private Child service(Page page) throws Exception {
    return Child.main(
        folder, List.of("-javaagent:" + jar + "=source=page:" + page.file()), Service.class);
  }

  private Child status(Child service, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("-jar", Child.agentJar().toString(), "status", "" + service.pid()));
    command.addAll(List.of(options));
    return Child.java(folder, command);
  }
}
