package dev.diverge.testapps.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What processor time a JVM's threads have had so far, by kind, as Linux counts it in schedstat.
 */
final class ThreadTimes {

  private static final double NANOS = 1e6;

  private ThreadTimes() {}

  /** In milliseconds; a thread that ended meanwhile does not count. */
  static Map<String, Double> of(long process) throws IOException {
    Map<String, Double> times = new TreeMap<>();
    Path threads = Path.of("/proc", Long.toString(process), "task");
    try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
      for (Path thread : all) {
        try {
          String name = Files.readString(thread.resolve("comm")).strip();
          String spent = Files.readString(thread.resolve("schedstat")).split(" ", 2)[0];
          times.merge(kind(name), Long.parseLong(spent) / NANOS, Double::sum);
        } catch (NoSuchFileException ended) {
          // As said.
        }
      }
    }
    return times;
  }

  private static String kind(String name) {
    if (name.startsWith("C1 ") || name.startsWith("C2 ")) {
      return "the compilers'";
    } else if (name.startsWith("GC ") || name.startsWith("G1 ")) {
      return "the collector's";
    } else if (name.equals("java")) {
      return "the one that runs main";
    }
    return name.equals("diverge") ? "Diverge's own" : "all others";
  }
}
