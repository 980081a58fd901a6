package dev.diverge.driver;

import static dev.diverge.driver.Soon.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RaceTest {
  @TempDir Path dir;
  private final AtomicBoolean done = new AtomicBoolean();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final List<Thread> threads = new ArrayList<>();

  /** What a thread does until the test is over. */
  private interface Body {
    void run() throws Exception;
  }

  @Test
  void eachChangeIsExactlyOneEpochHoweverManyNoticeIt() throws Exception {
    Path path = Pages.page(dir, "gen", 0);
    Path text = Pages.text(dir, "gen.txt", "0");
    try (Recorder recorder = Recorder.open("page:" + path + "+file:" + text)) {
      Generation generation = recorder.generation();
      AtomicLong wins = new AtomicLong();
      for (int i = 0; i < 8; i++) {
        repeat(
            () -> {
              if (generation.refresh()) {
                wins.incrementAndGet();
              }
            });
      }
      int changes = 500;
      for (int i = 1; i <= changes; i++) {
        // Backwards every other time: a counter must not be taken for one.
        Pages.set(path, i % 2 == 0 ? i : -i);
        while (generation.epoch() < i) {
          // Ends when the test's time is over.
          Thread.sleep(0, 1);
        }
      }
      stop();
      assertEquals(changes, generation.epoch());
      assertEquals(changes, wins.get());
    }
  }

  @Test
  void aHundredWatchersMissNothing() throws Exception {
    Path path = Pages.page(dir, "gen", 0);
    try (Recorder recorder = Recorder.open("page:" + path).followed()) {
      Generation generation = recorder.generation();
      List<Watcher> watchers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        Watcher watcher = generation.watch();
        watchers.add(watcher);
        spawn(
            () -> {
              try {
                while (true) {
                  long before = watcher.confirmed();
                  long epoch = watcher.read();
                  if (epoch <= before) {
                    throw new AssertionError("back from " + before + " to " + epoch);
                  }
                  watcher.confirm(epoch);
                }
              } catch (WatcherClosedException e) {
                // The end of the test.
              }
            });
      }
      for (int i = 1; i <= 40; i++) {
        Pages.set(path, i);
        if (i % 2 == 0) {
          generation.refresh();
        }
        Thread.sleep(i % 4);
      }
      soon(() -> generation.mapped() != null && !generation.refresh());
      assertTrue(generation.awaitWatchers(10_000));
      long epoch = generation.epoch();
      assertTrue(epoch >= 20 && epoch <= 40, () -> "epoch " + epoch);
      for (Watcher watcher : watchers) {
        assertEquals(epoch, watcher.confirmed());
        watcher.close();
      }
      stop();
    }
  }

  @Test
  void truncationUnderLoadIsAnIoExceptionAndNothingElse() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    SourceSpec spec = new SourceSpec("page", path.toString());
    try (PageSource source = PageSource.open(spec, path.toString(), new ChannelMapper())) {
      AtomicLong read = new AtomicLong();
      AtomicLong refused = new AtomicLong();
      for (int i = 0; i < 2; i++) {
        repeat(
            () -> {
              try {
                source.generation();
                read.incrementAndGet();
              } catch (IOException e) {
                refused.incrementAndGet();
              }
            });
      }
      soon(() -> read.get() > 100_000);
      // Longer on a busy machine, until one of the readers met it.
      for (long end = System.nanoTime() + 1_000_000_000L;
          System.nanoTime() < end || refused.get() == 0; ) {
        Pages.resize(path, 0);
        source.tend();
        Pages.resize(path, 8);
        soon(() -> source.tend() == null);
      }
      stop();
      Pages.set(path, 5);
      assertEquals(5, source.generation());
    }
  }

  @Test
  void theLastThingTheListenerHearsIsTrue() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    try (Recorder recorder = Recorder.open("page:" + path).followed()) {
      Generation generation = recorder.generation();
      for (int i = 0; i < 3; i++) {
        repeat(generation::refresh);
      }
      for (int i = 0; i < 80; i++) {
        Pages.resize(path, 0);
        Thread.sleep(i % 3);
        if (i % 5 == 0) {
          Pages.replace(path, Pages.bytes(i));
        } else {
          Pages.resize(path, 8);
        }
        Thread.sleep(i % 4);
      }
      soon(generation::usable);
      stop();
      Soon.someLooks();
      assertSame(generation.mapped(), recorder.word);
      Pages.resize(path, 0);
      soon(() -> recorder.word == null);
      assertNull(generation.mapped());
    }
  }

  @Test
  void whoSpeaksLateOfALossSpeaksAgain() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    AtomicReference<@Nullable ByteBuffer> heard = new AtomicReference<>();
    AtomicBoolean slow = new AtomicBoolean(true);
    AtomicBoolean found = new AtomicBoolean();
    Generation.Listener listener =
        new Generation.Listener() {
          @Override
          public void changed() {}

          @Override
          public void remapped(@Nullable ByteBuffer word) {
            if (word == null && slow.getAndSet(false)) {
              // Meanwhile the page is whole again, and the follower says so first.
              Pages.resize(path, 8);
              soon(found::get);
            }
            heard.set(word);
            found.set(word != null);
          }

          @Override
          public void report(String line) {}
        };
    try (Generation generation = Generation.open(SourceSpec.parse("page:" + path), listener)) {
      Pages.resize(path, 0);
      spawn(
          () -> {
            soon(() -> !slow.get());
            generation.follow(2);
          });
      generation.refresh();
      assertNotNull(heard.get());
      assertSame(generation.mapped(), heard.get());
    }
    stop();
  }

  @Test
  void nothingIsLeftToBeThrownAfterARefresh() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    try (Recorder recorder = Recorder.open("page:" + path)) {
      Generation generation = recorder.generation();
      ByteBuffer page = generation.mapped();
      repeat(
          () -> {
            try {
              // As a guard does; the error may come here already.
              page.getLong(0);
              generation.refresh();
            } catch (InternalError e) {
              return;
            }
            MappingFaults.settle();
          });
      for (long end = System.nanoTime() + 500_000_000L; System.nanoTime() < end; ) {
        Pages.resize(path, 0);
        Thread.onSpinWait();
        Pages.resize(path, 8);
      }
      stop();
    }
  }

  private void repeat(Body body) {
    spawn(
        () -> {
          while (!done.get()) {
            body.run();
          }
        });
  }

  private void spawn(Body body) {
    Thread thread =
        new Thread(
            () -> {
              try {
                body.run();
              } catch (Throwable e) {
                failure.compareAndSet(null, e);
              }
            });
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void stop() throws InterruptedException {
    done.set(true);
    for (Thread thread : threads) {
      thread.join(10_000);
      assertTrue(!thread.isAlive(), "a thread hangs");
    }
    if (failure.get() != null) {
      throw new AssertionError(failure.get());
    }
  }
}
