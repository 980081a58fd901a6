package dev.diverge.testapps.vmlab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the guest's kernel and its programs have printed so far. */
record Console(Path file) {
  private static final int TAIL = 4000;

  String text() {
    try {
      return Files.exists(file) ? Files.readString(file, ISO_8859_1).replace("\r", "") : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String tail() {
    String text = text();
    return text.substring(Math.max(0, text.length() - TAIL));
  }
}
