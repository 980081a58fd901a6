package dev.diverge.testapps.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many mappings a JVM has, of which the kernel allows some 65,000, does not grow. */
class MappedTest {

  /** Those that a page is worth, until it is only read. */
  private static final int SOME = 8;

  @TempDir Path folder;

  @Test
  void noLookNoQuestionAndNoReplacementAddsToThem() throws Exception {
    Page page = Page.in(folder);
    Path clock = folder.resolve("clock");
    Files.write(clock, withoutCounter());
    List<String> flags =
        List.of(
            Child.agent(page).replace("=source=", "=poll=10,source=vmclock:" + clock + "+"),
            "-XX:+EnableDynamicAgentLoading");
    try (Child child = Child.main(folder, flags, EpochApp.class)) {
      child.await("up");
      assertTrue(child.err().contains("no generation counter"), child.err());
      for (int i = 1; i <= 60; i++) {
        Path next = folder.resolve("next");
        Files.write(
            next, ByteBuffer.allocate(4096).order(ByteOrder.nativeOrder()).putLong(0, i).array());
        Files.move(
            next, page.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Thread.sleep(20);
      }
      long after = mappings(child, page.file());
      assertTrue(after <= SOME, "mapped " + after);
      assertEquals(0, mappings(child, clock));
      for (int i = 0; i < 2; i++) {
        Told told = Told.by(folder, "doctor", Long.toString(child.pid()));
        assertTrue(told.out().contains("flag bit 8 is clear"), told.out() + told.err());
      }
      assertTrue(mappings(child, page.file()) <= after, "doctor has left some");
      assertEquals(0, mappings(child, clock));
      child.say("");
      assertTrue(child.await("look 0 epoch ").compareTo("look 0 epoch 0") > 0);
    }
  }

  private static long mappings(Child child, Path file) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + child.pid() + "/maps")).stream()
        .filter(line -> line.contains(file.toString()))
        .count();
  }

  /** As most hypervisors have it. */
  private static byte[] withoutCounter() {
    return ByteBuffer.allocate(4096)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0x00, 0x4b4c4356)
        .putInt(0x04, 4096)
        .putShort(0x08, (short) 1)
        .putInt(0x0c, 2)
        .array();
  }
}
