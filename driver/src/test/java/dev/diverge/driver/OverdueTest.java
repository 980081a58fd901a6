package dev.diverge.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverdueTest {
  @TempDir Path dir;

  @Test
  void aFollowerThatHangsIsToldFromOneThatSleeps() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    CountDownLatch hung = new CountDownLatch(1);
    Generation.Listener hanging =
        new Generation.Listener() {
          @Override
          public void changed() {
            try {
              hung.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public void remapped(@Nullable ByteBuffer word) {}

          @Override
          public void report(String line) {}
        };
    try (Generation generation = Generation.open(SourceSpec.parse("page:" + path), hanging);
        Recorder well = Recorder.open("page:" + path).followed()) {
      assertEquals(0, generation.overdueSeconds(), "nobody follows yet");
      Thread follower =
          new Thread(
              () -> {
                try {
                  generation.follow(2);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      follower.setDaemon(true);
      follower.start();
      Pages.set(path, 2);
      Soon.soon(() -> generation.overdueSeconds() > 0);
      assertTrue(generation.overdueSeconds() >= 5);
      assertEquals(0, well.generation().overdueSeconds());
      hung.countDown();
      Soon.soon(() -> generation.overdueSeconds() == 0);
    }
  }
}
