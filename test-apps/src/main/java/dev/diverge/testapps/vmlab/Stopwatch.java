package dev.diverge.testapps.vmlab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** How long each kind of step took. */
public final class Stopwatch {
  private final Map<String, List<Long>> millis = new LinkedHashMap<>();

  <T> T time(String step, Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    add(step, (System.nanoTime() - start) / 1_000_000);
    return result;
  }

  void time(String step, Runnable work) {
    time(
        step,
        () -> {
          work.run();
          return true;
        });
  }

  private synchronized void add(String step, long took) {
    millis.computeIfAbsent(step, unused -> new ArrayList<>()).add(took);
  }

  /** One line: each step with its median and, of several, its worst. */
  @Override
  public synchronized String toString() {
    return millis.entrySet().stream()
        .map(step -> step.getKey() + " " + describe(step.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String describe(List<Long> took) {
    List<Long> sorted = took.stream().sorted().toList();
    String median = seconds(sorted.get(sorted.size() / 2));
    return sorted.size() == 1
        ? median
        : median + " (worst " + seconds(sorted.get(sorted.size() - 1)) + ")";
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.2f s", millis / 1000.0);
  }
}
