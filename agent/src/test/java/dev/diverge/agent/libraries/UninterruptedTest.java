package dev.diverge.agent.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UninterruptedTest {

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  @Test
  void theInterruptIsNeitherHeededNorLost() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    Thread.currentThread().interrupt();
    Uninterrupted.run(
        () -> {
          lock.lockInterruptibly();
          lock.unlock();
        });
    assertTrue(Thread.interrupted());
  }

  @Test
  void oneThatComesMeanwhileHasItDoneAgain() throws Exception {
    AtomicInteger times = new AtomicInteger();
    Uninterrupted.run(
        () -> {
          if (times.incrementAndGet() == 1) {
            Thread.currentThread().interrupt();
          }
          Thread.sleep(1);
        });
    assertEquals(2, times.get());
    assertTrue(Thread.interrupted());
  }

  @Test
  void anotherFailureIsTold() {
    IllegalStateException thrown = new IllegalStateException();
    assertEquals(
        thrown,
        assertThrows(
            IllegalStateException.class,
            () ->
                Uninterrupted.run(
                    () -> {
                      throw thrown;
                    })));
    assertFalse(Thread.interrupted());
  }

  @Test
  void whatIsInterruptedForEverEnds() {
    AtomicInteger times = new AtomicInteger();
    assertThrows(
        InterruptedException.class,
        () ->
            Uninterrupted.run(
                () -> {
                  times.incrementAndGet();
                  throw new InterruptedException();
                }));
    assertEquals(3, times.get());
    assertTrue(Thread.interrupted());
  }
}
