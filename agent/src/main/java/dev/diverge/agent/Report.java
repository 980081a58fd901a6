package dev.diverge.agent;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Lines for the operator, on the process's own stderr: one write each, past {@link System#err} and
 * its lock, which a frozen thread may hold. Thread-safe.
 */
final class Report {

  private static final FileOutputStream STDERR = new FileOutputStream(FileDescriptor.err);

  private final boolean silent;

  Report(boolean silent) {
    this.silent = silent;
  }

  void line(String text) {
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
