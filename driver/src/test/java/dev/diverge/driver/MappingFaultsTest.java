package dev.diverge.driver;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class MappingFaultsTest {
  @TempDir Path dir;
  private volatile boolean done;
  private volatile long caught;
  private volatile Throwable escaped;
  private volatile long loads;

  @Test
  void aFaultShowsItselfHereAndNowhereElse() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      ByteBuffer page = new ChannelMapper().map(file, 8);
      Thread loader = new Thread(() -> load(page));
      loader.start();
      // First so that it is compiled, when an error is late, and not when it is thrown on the spot.
      Thread.sleep(300);
      for (int i = 0; i < 300; i++) {
        long before = caught;
        file.setLength(0);
        while (caught == before && loader.isAlive()) {
          Thread.onSpinWait();
        }
        file.setLength(8);
      }
      done = true;
      loader.join();
      assertNull(escaped);
      assertTrue(loads > caught, "nothing was ever loaded");
    }
  }

  private void load(ByteBuffer page) {
    long sum = 0;
    long loads = 0;
    try {
      while (!done) {
        sum += loadOnce(page);
        loads++;
      }
      // The sum is used, or else the loads could be left out.
      this.loads = sum == 42 ? loads - 1 : loads;
    } catch (Throwable e) {
      escaped = e;
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
  private long loadOnce(ByteBuffer page) {
    try {
      long word = page.getLong(0);
      MappingFaults.settle();
      return word;
    } catch (InternalError e) {
      if (!MappingFaults.isOne(e)) {
        throw e;
      }
      caught++;
      return 0;
    }
  }
}
