package dev.diverge.testlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where one run keeps its files; gone afterwards. */
record LabFolder(Path folder) implements AutoCloseable {
  static LabFolder make() {
    try {
      return new LabFolder(Files.createTempDirectory("diverge-fork-lab"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path plan() {
    return folder.resolve("plan");
  }

  Path page() {
    return folder.resolve("page");
  }

  Path records() {
    return folder.resolve("records");
  }

  Path stdout() {
    return folder.resolve("stdout");
  }

  Path stderr() {
    return folder.resolve("stderr");
  }

  @Override
  public void close() {
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
