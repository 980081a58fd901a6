package dev.diverge.testapps.vmlab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** How long the windows of some clones were. */
public final class WindowTable {
  private final List<Window> windows = new ArrayList<>();
  private final Stopwatch times;

  WindowTable(Stopwatch times) {
    this.times = times;
  }

  /** Values drawn that all clones share, about how long that took, and whether it ended at all. */
  public record Window(long values, double millis, boolean ended) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%,d (%.2f ms)", values, millis);
    }
  }

  void add(Window window) {
    windows.add(window);
  }

  public List<Window> windows() {
    return List.copyOf(windows);
  }

  public long neverReset() {
    return windows.stream().filter(window -> !window.ended()).count();
  }

  /** The value below which so many of a hundred windows lie. */
  public Window percentile(int percent) {
    List<Window> sorted =
        windows.stream().sorted(Comparator.comparingLong(Window::values)).toList();
    int rank = (sorted.size() * percent + 99) / 100;
    return sorted.get(Math.max(0, rank - 1));
  }

  @Override
  public String toString() {
    String table =
        String.format(
            Locale.ROOT,
            "values that another clone drew too: p50 %s, p99 %s, most %s, of %d clones",
            percentile(50),
            percentile(99),
            percentile(100),
            windows.size());
    String never = neverReset() == 0 ? "" : "; " + neverReset() + " NEVER parted";
    return table + never + "; " + times;
  }
}
