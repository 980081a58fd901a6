package dev.diverge.testapps.libraries;

import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A database's sequence, played by a file: outside the JVM, so that all clones take from the one.
 */
final class SharedCounter {
  private final Path file;
  private final int increment;

  private SharedCounter(Path file, int increment) {
    this.file = file;
    this.increment = increment;
  }

  static SharedCounter make(int increment) throws Exception {
    Path file = Files.createTempFile("sequence", null);
    file.toFile().deleteOnExit();
    return new SharedCounter(file, increment);
  }

  long next() {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      FileLock lock = open.getChannel().lock();
      long next = open.length() == 0 ? 1 : open.readLong() + increment;
      open.seek(0);
      open.writeLong(next);
      lock.release();
      return next;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
