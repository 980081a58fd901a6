package dev.diverge.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/**
 * A file that says {@code epoch N confirmed}, replaced in one piece at each confirmation. It says
 * so in a restored VM too until the clone is noticed, so wait for another number than the
 * snapshot's.
 */
final class ReadyFile implements Consumer<Passage> {

  private final Path file;
  private final Report report;

  ReadyFile(String file, Report report) {
    this.file = Path.of(file).toAbsolutePath();
    this.report = report;
  }

  @Override
  public void accept(Passage passage) {
    write(passage.epoch());
  }

  void write(long epoch) {
    try {
      Path next = Path.of(file + ".next");
      Files.writeString(next, "epoch " + epoch + " confirmed\n");
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException e) {
      report.line("ready-file " + file + " cannot be written: " + e);
    }
  }
}
