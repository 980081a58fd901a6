package dev.diverge.driver;

import org.jspecify.annotations.Nullable;

/** Says a trouble once, until it goes away or becomes another. For one thread at a time. */
final class Trouble {
  private @Nullable String said;

  /** Reports the line unless it was the last; null says that all is well again. */
  void report(@Nullable String line, Generation.Listener listener) {
    if (line != null && !line.equals(said)) {
      listener.report(line);
    }
    said = line;
  }
}
