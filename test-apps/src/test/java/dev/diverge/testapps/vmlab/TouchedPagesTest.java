package dev.diverge.testapps.vmlab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class TouchedPagesTest {
  private static final int PAGE = 4096;
  private static final int PAGES = 64;

  @TempDir private Path folder;

  @Test
  void readIsTouchedAndWrittenIsItsOwn() throws IOException {
    Path file = folder.resolve("memory");
    Files.write(file, new byte[PAGES * PAGE]);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer memory = channel.map(FileChannel.MapMode.PRIVATE, 0, PAGES * PAGE);
      memory.put(3 * PAGE, (byte) 1);
      TouchedPages before = touched(file);
      memory.put(5 * PAGE, memory.get(40 * PAGE));
      TouchedPages after = touched(file);

      assertEquals(pages(3), before.written());
      assertFalse(before.touched().get(40));
      assertTrue(after.touched().get(40));
      assertEquals(pages(5), after.since(before).written());
    }
  }

  @Test
  void whatIsNotMappedIsNoCount() {
    assertThrows(LabTrouble.class, () -> touched(folder.resolve("another")));
  }

  private static TouchedPages touched(Path file) {
    return TouchedPages.of(ProcessHandle.current().pid(), file);
  }

  private static BitSet pages(int one) {
    BitSet pages = new BitSet();
    pages.set(one);
    return pages;
  }
}
