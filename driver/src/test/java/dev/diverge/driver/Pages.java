package dev.diverge.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A publisher of pages and of text files, with good manners and bad. */
final class Pages {

  private Pages() {}

  static Path page(Path dir, String name, long word) {
    return create(dir.resolve(name), bytes(word));
  }

  static Path text(Path dir, String name, String text) {
    return create(dir.resolve(name), text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Writes a fresh file, whatever the umask, in the mode a source must have. */
  static Path create(Path path, byte[] content) {
    try {
      Files.write(path, content, StandardOpenOption.CREATE_NEW);
      mode(path, "rw-r--r--");
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One aligned write in place. */
  static void set(Path path, long word) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes(word)), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Another file, renamed over it. */
  static void replace(Path path, byte[] content) {
    try {
      Path fresh = create(path.resolveSibling(path.getFileName() + ".new"), content);
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Cut short or filled up with zeros. */
  static void resize(Path path, int size) {
    try (java.io.RandomAccessFile file = new java.io.RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  static byte[] bytes(long word) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(word).array();
  }
}
