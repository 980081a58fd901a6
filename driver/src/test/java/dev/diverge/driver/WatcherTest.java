package dev.diverge.driver;

import static dev.diverge.driver.Soon.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class WatcherTest {
  @TempDir Path dir;
  private Path path;
  private Generation generation;
  private long word;

  @BeforeEach
  void open() {
    path = Pages.page(dir, "gen", 0);
    generation = Recorder.open("page:" + path).generation();
  }

  @AfterEach
  void close() {
    generation.close();
  }

  @Test
  void openingTakesTheCurrentEpochAsConfirmed() {
    bump();
    bump();
    try (Watcher watcher = generation.watch()) {
      assertEquals(2, watcher.confirmed());
      assertEquals(OptionalLong.empty(), watcher.tryRead());
      assertEquals(0, generation.outdatedWatchers());
    }
  }

  @Test
  void aReadBlocksUntilItIsOutdated() throws Exception {
    try (Watcher watcher = generation.watch()) {
      Started<Long> read = start(watcher::read);
      read.blocks();
      bump();
      assertEquals(1, read.get());
    }
  }

  @Test
  void aReadReturnsTheCurrentEpochAgainUntilItIsConfirmed() throws Exception {
    try (Watcher watcher = generation.watch()) {
      bump();
      assertEquals(1, watcher.read());
      assertEquals(1, watcher.read());
      bump();
      assertEquals(2, watcher.read());
      assertTrue(watcher.confirm(2));
      start(watcher::read).blocks();
    }
  }

  @Test
  void aTryReadDoesTheSameWithoutWaiting() {
    try (Watcher watcher = generation.watch()) {
      assertEquals(OptionalLong.empty(), watcher.tryRead());
      bump();
      assertEquals(OptionalLong.of(1), watcher.tryRead());
      assertEquals(OptionalLong.of(1), watcher.tryRead());
      assertTrue(watcher.confirm(1));
      assertEquals(OptionalLong.empty(), watcher.tryRead());
    }
  }

  @Test
  void confirmAcceptsOnlyTheCurrentEpoch() {
    try (Watcher watcher = generation.watch()) {
      bump();
      bump();
      assertFalse(watcher.confirm(1));
      assertFalse(watcher.confirm(3));
      assertFalse(watcher.confirm(-1));
      assertEquals(0, watcher.confirmed());
      assertEquals(OptionalLong.of(2), watcher.tryRead());
      assertTrue(watcher.confirm(2));
      assertTrue(watcher.confirm(2));
      assertEquals(2, watcher.confirmed());
    }
  }

  @Test
  void aPollSaysWhetherItIsOutdated() throws Exception {
    try (Watcher watcher = generation.watch()) {
      assertFalse(watcher.poll(0));
      long start = System.nanoTime();
      assertFalse(watcher.poll(30));
      assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(30));
      bump();
      assertTrue(watcher.poll(0));
      assertTrue(watcher.poll(-1));
      watcher.confirm(1);
      assertFalse(watcher.poll(0));
    }
  }

  @Test
  void aPollWakesWhenItIsOutdated() throws Exception {
    try (Watcher watcher = generation.watch()) {
      Started<Boolean> bounded = start(() -> watcher.poll(60_000));
      Started<Boolean> unbounded = start(() -> watcher.poll(-1));
      bounded.blocks();
      unbounded.blocks();
      bump();
      assertTrue(bounded.get());
      assertTrue(unbounded.get());
    }
  }

  @Test
  void eachHandleConfirmsForItself() {
    try (Watcher one = generation.watch();
        Watcher two = generation.watch()) {
      bump();
      assertEquals(2, generation.outdatedWatchers());
      one.confirm(1);
      assertEquals(OptionalLong.of(1), two.tryRead());
      assertEquals(1, generation.outdatedWatchers());
      two.confirm(1);
      assertEquals(0, generation.outdatedWatchers());
    }
  }

  @Test
  void oneConfirmationIsNotEnoughForTheNextEpoch() {
    try (Watcher watcher = generation.watch()) {
      bump();
      watcher.confirm(1);
      bump();
      assertEquals(OptionalLong.of(2), watcher.tryRead());
      assertEquals(1, generation.outdatedWatchers());
    }
  }

  @Test
  void aReaderThatWaitsCanBeInterrupted() throws Exception {
    try (Watcher watcher = generation.watch()) {
      Started<Long> read = start(watcher::read);
      read.blocks();
      read.thread.interrupt();
      assertTrue(read.failure() instanceof InterruptedException);
      bump();
      assertEquals(1, watcher.read());
    }
  }

  @Test
  void anInterruptBeforeItWaitsCountsToo() {
    try (Watcher watcher = generation.watch()) {
      bump();
      Thread.currentThread().interrupt();
      assertThrows(InterruptedException.class, watcher::read);
      Thread.currentThread().interrupt();
      assertThrows(InterruptedException.class, () -> watcher.poll(0));
    }
  }

  @Test
  void closeWakesEveryReader() throws Exception {
    Watcher watcher = generation.watch();
    Started<Long> read = start(watcher::read);
    Started<Long> other = start(watcher::read);
    Started<Boolean> poll = start(() -> watcher.poll(-1));
    read.blocks();
    other.blocks();
    poll.blocks();
    watcher.close();
    assertTrue(read.failure() instanceof WatcherClosedException);
    assertTrue(other.failure() instanceof WatcherClosedException);
    assertTrue(poll.failure() instanceof WatcherClosedException);
  }

  @Test
  void aClosedOneIsOfNoUseAndNoBurden() {
    Watcher watcher = generation.watch();
    watcher.close();
    watcher.close();
    bump();
    assertThrows(WatcherClosedException.class, watcher::read);
    assertThrows(WatcherClosedException.class, () -> watcher.poll(0));
    assertThrows(IllegalStateException.class, watcher::tryRead);
    assertFalse(watcher.confirm(1));
    assertEquals(0, generation.outdatedWatchers());
    assertEquals(0, generation.watcherCount());
  }

  @Test
  void closingTheGenerationClosesThemAll() throws Exception {
    Watcher watcher = generation.watch();
    Started<Long> read = start(watcher::read);
    read.blocks();
    generation.close();
    assertTrue(read.failure() instanceof WatcherClosedException);
    assertThrows(WatcherClosedException.class, () -> generation.watch().read());
  }

  @Test
  void oneThatIsDroppedIsForgotten() {
    for (int i = 0; i < 100; i++) {
      generation.watch();
    }
    bump();
    soon(
        () -> {
          System.gc();
          return generation.outdatedWatchers() == 0;
        });
    soon(
        () -> {
          System.gc();
          generation.watch().close();
          return generation.watcherCount() == 0;
        });
  }

  @Test
  void oneThatIsWaitedOnIsNotForgotten() throws Exception {
    Started<Long> read = start(() -> generation.watch().read());
    read.blocks();
    System.gc();
    System.gc();
    bump();
    assertEquals(1, read.get());
  }

  @Test
  void allWatchersCanBeWaitedFor() throws Exception {
    assertTrue(generation.awaitWatchers(1), "there is none");
    try (Watcher one = generation.watch();
        Watcher two = generation.watch()) {
      assertTrue(generation.awaitWatchers(1), "none is outdated");
      bump();
      assertFalse(generation.awaitWatchers(20));
      Started<Boolean> wait = start(() -> generation.awaitWatchers(0));
      Started<Boolean> bounded = start(() -> generation.awaitWatchers(60_000));
      wait.blocks();
      one.confirm(1);
      assertFalse(generation.awaitWatchers(20));
      wait.blocks();
      two.confirm(1);
      assertTrue(wait.get());
      assertTrue(bounded.get());
    }
  }

  @Test
  void aConfirmationRings() throws Exception {
    Watchers watchers = new Watchers();
    try (Watcher watcher = new Watcher(generation, watchers)) {
      bump();
      Started<Boolean> wait =
          start(() -> watchers.confirmed.await(() -> watcher.confirmed() == 1, WaitQueue.FOREVER));
      wait.blocks();
      watcher.confirm(1);
      assertTrue(wait.get());
    }
  }

  @Test
  void aLateConfirmationDoesNotTakeBackALaterOne() {
    try (Watcher watcher = generation.watch()) {
      watcher.advance(2);
      watcher.advance(1);
      assertEquals(2, watcher.confirmed());
    }
  }

  @Test
  void waitingForWatchersEndsWhenTheLastIsClosed() throws Exception {
    Watcher watcher = generation.watch();
    bump();
    Started<Boolean> wait = start(() -> generation.awaitWatchers(0));
    wait.blocks();
    watcher.close();
    assertTrue(wait.get());
  }

  @Test
  void waitingForWatchersEndsWhenTheLastIsDropped() throws Exception {
    generation.watch();
    bump();
    Started<Boolean> wait = start(() -> generation.awaitWatchers(0));
    soon(
        () -> {
          System.gc();
          return wait.isDone();
        });
    assertTrue(wait.get());
  }

  @Test
  void waitingForWatchersCanBeInterrupted() throws Exception {
    try (Watcher watcher = generation.watch()) {
      bump();
      assertFalse(watcher.poll(0) && generation.awaitWatchers(1));
      Started<Boolean> wait = start(() -> generation.awaitWatchers(0));
      wait.blocks();
      wait.thread.interrupt();
      assertTrue(wait.failure() instanceof InterruptedException);
    }
  }

  @Test
  void nobodyIsLeftInTheBell() throws Exception {
    try (Watcher watcher = generation.watch()) {
      for (int i = 0; i < 1000; i++) {
        assertFalse(watcher.poll(0));
      }
      Started<Long> read = start(watcher::read);
      read.blocks();
      bump();
      read.get();
      WaitQueue bell = new WaitQueue();
      assertFalse(bell.await(() -> false, 1000));
      assertEquals(0, bell.waiting());
    }
  }

  private void bump() {
    Pages.set(path, ++word);
    assertTrue(generation.refresh());
  }

  private static <T> Started<T> start(Callable<T> body) {
    Started<T> started = new Started<>(body);
    started.thread.setDaemon(true);
    started.thread.start();
    return started;
  }

  /** Something that is done on a thread of its own. */
  private static final class Started<T> {
    private final FutureTask<T> task;
    private final Thread thread;

    Started(Callable<T> body) {
      task = new FutureTask<>(body);
      thread = new Thread(task);
    }

    void blocks() {
      soon(
          () ->
              thread.getState() == Thread.State.WAITING
                  || thread.getState() == Thread.State.TIMED_WAITING);
      assertFalse(task.isDone());
    }

    boolean isDone() {
      return task.isDone();
    }

    T get() throws Exception {
      return task.get(10, TimeUnit.SECONDS);
    }

    Throwable failure() {
      return assertThrows(ExecutionException.class, this::get).getCause();
    }
  }
}
