package dev.diverge.driver;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A hypervisor's vmclock page, field by field, in a buffer or a file. */
final class Vclk {
  static final int SEQUENCE = 0x0c;
  static final int MARKER = 0x10;
  static final int FLAGS = 0x18;
  static final int GENERATION = 0x68;

  private Vclk() {}

  /** A healthy page of 4096 bytes. */
  static ByteBuffer page(long generation) {
    return ByteBuffer.allocate(4096)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0x00, 0x4b4c4356)
        .putInt(0x04, 4096)
        .putShort(0x08, (short) 1)
        .putInt(SEQUENCE, 2)
        .putLong(MARKER, 77)
        .putLong(FLAGS, 0x100)
        .putLong(GENERATION, generation);
  }

  static Path file(Path dir, long generation) {
    return Pages.create(dir.resolve("vmclock0"), page(generation).array());
  }

  static ByteBuffer mapped(Path path) throws Exception {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, 4096).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  static void putLong(Path path, int at, long value) throws Exception {
    put(path, at, ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value));
  }

  static void putInt(Path path, int at, int value) throws Exception {
    put(path, at, ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value));
  }

  private static void put(Path path, int at, ByteBuffer bytes) throws Exception {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.write(bytes.flip(), at);
    }
  }
}
