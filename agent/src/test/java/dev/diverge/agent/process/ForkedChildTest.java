package dev.diverge.agent.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a folder in the place of /proc; the fork labs have the real one. */
class ForkedChildTest {

  private static final String[] THREADS = {"java", "VM Thread", "C1 CompilerThre", "diverge"};

  @TempDir Path proc;

  @BeforeEach
  void start() throws IOException {
    become(100, THREADS);
  }

  @Test
  void whoeverStartedIsNone() {
    assertFalse(new ForkedChild(proc.toFile()).isForked());
    assertFalse(ForkedChild.isThis());
  }

  @Test
  void aProcessOfAnotherIdWithOneThreadIs() throws IOException {
    ForkedChild process = new ForkedChild(proc.toFile());
    become(200, "java");
    assertTrue(process.isForked());
    assertTrue(process.isForked());
  }

  @Test
  void soIsOneThatHasStartedThreadsOfItsOwn() throws IOException {
    ForkedChild process = new ForkedChild(proc.toFile());
    become(200, "java", "worker");
    assertTrue(process.isForked());
  }

  @Test
  void aRestoredProcessOfAnotherIdHasItsThreadsAndIsNone() throws IOException {
    ForkedChild process = new ForkedChild(proc.toFile());
    become(200, THREADS);
    assertFalse(process.isForked());
    become(300, "java");
    assertTrue(process.isForked(), "forked off the restored one");
    become(400, THREADS);
    assertFalse(process.isForked());
  }

  @Test
  void withoutProcNothingIsKnown() throws IOException {
    ForkedChild process = new ForkedChild(proc.resolve("absent").toFile());
    assertFalse(process.isForked());
  }

  private void become(int pid, String... threads) throws IOException {
    for (int i = 0; i < threads.length; i++) {
      Path task = Files.createDirectories(proc.resolve(pid + "/task/" + (pid + i)));
      Files.writeString(task.resolve("comm"), threads[i] + "\n");
    }
    Path self = proc.resolve("self");
    Files.deleteIfExists(self);
    Files.createSymbolicLink(self, Path.of("" + pid));
  }
}
