package dev.diverge.driver;

import static dev.diverge.driver.Soon.someLooks;
import static dev.diverge.driver.Soon.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowTest {
  @TempDir Path dir;

  @Test
  void aChangeOfThePageIsNoticed() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    try (Recorder recorder = Recorder.open("page:" + path).followed()) {
      Pages.set(path, 2);
      soon(() -> recorder.generation().epoch() == 1);
      someLooks();
      assertEquals(1, recorder.generation().epoch());
      assertEquals(List.of("changed"), recorder.events);
    }
  }

  @Test
  void whatIsDueIsLookedAtSoonHoweverLongAPollIs() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    Generation.Listener due =
        new Generation.Listener() {
          @Override
          public void changed() {}

          @Override
          public void remapped(@Nullable ByteBuffer word) {}

          @Override
          public void report(String line) {}

          @Override
          public boolean idle() {
            LockSupport.unpark(Thread.currentThread());
            LockSupport.park(); // as a chore may: what wakes it up is taken
            return looks.incrementAndGet() < 3;
          }
        };
    try (Generation generation = Generation.open(List.of(), due)) {
      Thread follower = new Thread(() -> quietly(generation, 3_600_000));
      follower.setDaemon(true);
      follower.start();
      soon(() -> looks.get() == 3);
      someLooks();
      assertEquals(3, looks.get());
    }
  }

  @Test
  void aChangeOfTheFileIsNoticed() throws Exception {
    Path path = Pages.text(dir, "gen", "1");
    try (Recorder recorder = Recorder.open("file:" + path).followed()) {
      Pages.replace(path, new byte[] {'2'});
      soon(() -> recorder.generation().epoch() == 1);
      someLooks();
      assertEquals(List.of("changed"), recorder.events);
      assertEquals("file", recorder.generation().lastChangedBy());
    }
  }

  @Test
  void aPageThatIsReplacedIsMappedAndItsValueCompared() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    try (Recorder recorder = Recorder.open("page:" + path).followed()) {
      Pages.replace(path, Pages.bytes(1));
      soon(() -> recorder.events.contains("mapped"));
      someLooks();
      assertEquals(0, recorder.generation().epoch(), "the same value is no change");
      Pages.replace(path, Pages.bytes(2));
      soon(() -> recorder.generation().epoch() == 1);
      assertEquals(List.of("mapped", "mapped", "changed"), recorder.events);
      Pages.set(path, 3);
      soon(() -> recorder.generation().epoch() == 2);
      assertSame(recorder.generation().mapped(), recorder.word);
      assertEquals(List.of(), recorder.lines);
    }
  }

  @Test
  void aPageThatIsDeletedIsReportedOnceAndTakenUpWhenItIsBack() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    try (Recorder recorder = Recorder.open("page:" + path).followed()) {
      ByteBuffer word = recorder.word;
      Files.delete(path);
      soon(() -> !recorder.lines.isEmpty());
      someLooks();
      assertEquals(List.of("reported"), recorder.events);
      assertSame(word, recorder.generation().mapped());
      Pages.page(dir, "other", 2);
      Files.move(dir.resolve("other"), path);
      soon(() -> recorder.generation().epoch() == 1);
      assertEquals(List.of("reported", "mapped", "changed"), recorder.events);
      Files.delete(path);
      soon(() -> recorder.lines.size() == 2);
    }
  }

  @Test
  void aPageThatIsTruncatedIsLostFirstAndReportedThen() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    try (Recorder recorder = Recorder.open("page:" + path).followed()) {
      Pages.resize(path, 0);
      soon(() -> !recorder.lines.isEmpty());
      someLooks();
      assertEquals(List.of("lost", "reported"), recorder.events);
      assertEquals(
          "source page:" + path + ": truncated; not followed until it is whole again",
          recorder.lines.get(0));
      assertFalse(recorder.generation().usable());
      assertEquals("none", recorder.generation().kinds());
      Files.write(path, Pages.bytes(1));
      soon(() -> recorder.generation().usable());
      someLooks();
      assertEquals(List.of("lost", "reported", "mapped"), recorder.events);
      assertEquals(0, recorder.generation().epoch(), "the same value is no change");
      Pages.set(path, 2);
      soon(() -> recorder.generation().epoch() == 1);
    }
  }

  @Test
  void aPageThatGrowsAgainWithAnotherValueIsANewGeneration() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    try (Recorder recorder = Recorder.open("page:" + path).followed()) {
      Pages.resize(path, 0);
      soon(() -> !recorder.lines.isEmpty());
      Pages.replace(path, Pages.bytes(2));
      soon(() -> recorder.generation().epoch() == 1);
      someLooks();
      assertEquals(1, recorder.generation().epoch());
      assertEquals(List.of("lost", "reported", "mapped", "changed"), recorder.events);
    }
  }

  @Test
  void aSourceThatComesLateIsTakenUpInSilenceAndItsFirstValueIsNoChange() throws Exception {
    Path page = dir.resolve("gen");
    Path text = dir.resolve("gen.txt");
    try (Recorder recorder = Recorder.open("page:" + page + "+file:" + text).followed()) {
      someLooks();
      assertEquals(List.of("reported", "reported"), recorder.events);
      move(Pages.text(dir, "t", "7"), text);
      soon(() -> recorder.generation().kinds().equals("file"));
      move(Pages.page(dir, "p", 7), page);
      soon(() -> recorder.generation().kinds().equals("page+file"));
      someLooks();
      assertEquals(0, recorder.generation().epoch());
      assertEquals(List.of("reported", "reported", "mapped"), recorder.events);
      Pages.set(page, 8);
      soon(() -> recorder.generation().epoch() == 1);
      Pages.replace(text, new byte[] {'8'});
      soon(() -> recorder.generation().epoch() == 2);
    }
  }

  @Test
  void aRefusalThatIsMendedIsTakenUp() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    Pages.mode(path, "rw-rw-rw-");
    try (Recorder recorder = Recorder.open("page:" + path).followed()) {
      someLooks();
      assertEquals(1, recorder.lines.size());
      Pages.mode(path, "rw-r--r--");
      soon(() -> recorder.generation().usable());
      assertEquals(1, recorder.lines.size());
    }
  }

  @Test
  void aTroubleThatBecomesAnotherIsSaidAnew() throws Exception {
    Path path = dir.resolve("gen");
    try (Recorder recorder = Recorder.open("page:" + path).followed()) {
      move(Pages.create(dir.resolve("short"), new byte[3]), path);
      soon(() -> recorder.lines.size() == 2);
      assertTrue(recorder.lines.get(1).contains("3 bytes long"), recorder.lines.get(1));
    }
  }

  @Test
  void autoTakesUpAPageThatComesLate() throws Exception {
    Path path = dir.resolve("gen");
    try (Recorder recorder = Recorder.open("auto", path.toString()).followed()) {
      someLooks();
      move(Pages.page(dir, "p", 1), path);
      soon(() -> recorder.generation().usable());
      assertEquals(List.of("mapped"), recorder.events);
    }
  }

  @Test
  void aFileThatDisappearsKeepsItsLastValue() throws Exception {
    Path path = Pages.text(dir, "gen", "1");
    try (Recorder recorder = Recorder.open("file:" + path).followed()) {
      Files.delete(path);
      soon(() -> !recorder.lines.isEmpty());
      someLooks();
      assertEquals(List.of("reported"), recorder.events);
      assertFalse(recorder.generation().usable());
      move(Pages.text(dir, "t", "1"), path);
      soon(() -> recorder.generation().usable());
      assertEquals(0, recorder.generation().epoch());
      Files.delete(path);
      soon(() -> recorder.lines.size() == 2);
      move(Pages.text(dir, "t", "2"), path);
      soon(() -> recorder.generation().epoch() == 1);
    }
  }

  @Test
  void changedIsRepeatedUntilSomebodyRefreshes() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    AtomicInteger calls = new AtomicInteger();
    AtomicReference<Thread> caller = new AtomicReference<>();
    Generation.Listener deaf =
        new Generation.Listener() {
          @Override
          public void changed() {
            calls.incrementAndGet();
            caller.set(Thread.currentThread());
          }

          @Override
          public void remapped(@Nullable ByteBuffer word) {}

          @Override
          public void report(String line) {}
        };
    try (Generation generation = Generation.open(SourceSpec.parse("page:" + path), deaf)) {
      Thread follower = follow(generation);
      Pages.set(path, 2);
      soon(() -> calls.get() > 2);
      assertSame(follower, caller.get());
      assertEquals(0, generation.epoch());
      assertTrue(generation.refresh());
      int before = calls.get();
      someLooks();
      assertTrue(calls.get() <= before + 1);
    }
  }

  @Test
  void theFollowerOutlivesAListenerThatThrows() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    AtomicInteger calls = new AtomicInteger();
    List<String> lines = new java.util.concurrent.CopyOnWriteArrayList<>();
    Generation.Listener hostile =
        new Generation.Listener() {
          @Override
          public void changed() {
            calls.incrementAndGet();
            throw new IllegalStateException("hostile");
          }

          @Override
          public void remapped(@Nullable ByteBuffer word) {}

          @Override
          public void report(String line) {
            lines.add(line);
            throw new IllegalStateException("hostile");
          }
        };
    try (Generation generation = Generation.open(SourceSpec.parse("page:" + path), hostile)) {
      follow(generation);
      Pages.set(path, 2);
      soon(() -> calls.get() > 3);
      assertTrue(lines.get(0).contains("IllegalStateException: hostile"), lines.get(0));
    }
  }

  @Test
  void closeEndsItAtOnceHoweverLongThePoll() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    Generation generation = Recorder.open("page:" + path).generation();
    Thread follower = new Thread(() -> quietly(generation, 600_000));
    follower.start();
    soon(() -> follower.getState() == Thread.State.TIMED_WAITING);
    generation.close();
    follower.join(5000);
    assertFalse(follower.isAlive());
  }

  @Test
  void anInterruptEndsItWithAnException() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    try (Recorder recorder = Recorder.open("page:" + path)) {
      Thread.currentThread().interrupt();
      assertThrows(InterruptedException.class, () -> recorder.generation().follow(5));
      assertFalse(Thread.interrupted());
      Pages.set(path, 2);
      assertTrue(recorder.generation().refresh(), "its sources must have outlived that");
    }
  }

  @Test
  void oneThreadFollowsAtATime() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    try (Recorder recorder = Recorder.open("page:" + path).followed()) {
      Pages.set(path, 2);
      soon(() -> recorder.generation().epoch() == 1);
      assertThrows(IllegalStateException.class, () -> recorder.generation().follow(5));
    }
  }

  @Test
  void nothingIsSaidAfterClose() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    Recorder recorder = Recorder.open("page:" + path).followed();
    someLooks();
    recorder.close();
    assertEquals(List.of(), recorder.events);
    assertNull(recorder.generation().refresh() ? "changed" : null);
  }

  private static Thread follow(Generation generation) {
    Thread follower = new Thread(() -> quietly(generation, 2));
    follower.setDaemon(true);
    follower.start();
    return follower;
  }

  private static void quietly(Generation generation, long pollMillis) {
    try {
      generation.follow(pollMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to);
  }
}
