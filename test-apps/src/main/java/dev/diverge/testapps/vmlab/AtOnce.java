package dev.diverge.testapps.vmlab;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Does the same for many clones, a few at a time. */
public final class AtOnce {
  /** More would share the cores of a small machine, and be slower each. */
  private static final int FEW = 2;

  private AtOnce() {}

  /**
   * Returns the results in the order of the numbers.
   *
   * @throws LabTrouble if one failed
   */
  public static <T> List<T> all(IntStream clones, IntFunction<T> each) {
    ExecutorService executor = Executors.newFixedThreadPool(FEW);
    try {
      List<Future<T>> running = new ArrayList<>();
      clones.forEach(clone -> running.add(executor.submit(() -> each.apply(clone))));
      List<T> results = new ArrayList<>();
      for (Future<T> result : running) {
        results.add(result.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new LabTrouble("a clone failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabTrouble("interrupted among clones", e);
    } finally {
      executor.shutdownNow();
    }
  }
}
