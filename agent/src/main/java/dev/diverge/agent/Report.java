package dev.diverge.agent;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;

/**
 * Lines for the operator, on the process's own stderr: one write each, past {@link System#err} and
 * its lock, which a frozen thread may hold. Thread-safe.
 */
final class Report implements Consumer<String> {

  private static final FileOutputStream STDERR = new FileOutputStream(FileDescriptor.err);

  private static final int KEPT = 32;

  private final boolean silent;
  private final ConcurrentLinkedDeque<String> last = new ConcurrentLinkedDeque<>();

  Report(boolean silent) {
    this.silent = silent;
  }

  /** The last lines, said or kept silent. */
  List<String> last() {
    return new ArrayList<>(last);
  }

  @Override
  public void accept(String text) {
    line(text);
  }

  void line(String text) {
    last.addLast(text);
    while (last.size() > KEPT) {
      last.pollFirst();
    }
    if (silent) {
      return;
    }
    try {
      STDERR.write("diverge: ".concat(text).concat("\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException closed) {
      // Nowhere left to say it.
    }
  }
}
