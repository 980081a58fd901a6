package dev.diverge.scan.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;

/** Why a file cannot be read, for people: of many faults the message is the file's name alone. */
final class Why {

  private Why() {}

  static String of(Throwable e) {
    Throwable inner = e instanceof UncheckedIOException ? e.getCause() : null;
    Throwable cause = inner == null ? e : inner;
    if (cause instanceof AccessDeniedException) {
      return "this user may not read it";
    }
    if (cause instanceof FileSystemLoopException) {
      return "its links go in a circle";
    }
    if (cause instanceof NoSuchFileException) {
      return "it is gone";
    }
    String reason =
        cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
    return cause instanceof IOException && reason != null ? reason : cause.toString();
  }
}
