package dev.diverge.testapps.conduct;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/** Draws as fast as it can into a file: how many, up to which number it may, then the latest. */
final class Drawer {
  /** A power of two. */
  static final int KEPT = 1 << 16;

  static final int COUNT = 0;
  static final int LIMIT = Long.BYTES;
  static final int BYTES = Long.BYTES * (2 + KEPT);

  private Drawer() {}

  public static void main(String[] args) throws Exception {
    ByteBuffer drawn = map(Path.of(args[0]));
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (long next = 0; true; next++) {
      drawn.putLong(offset(next), random.nextLong());
      drawn.putLong(COUNT, next + 1);
      while (next + 1 >= drawn.getLong(LIMIT)) {
        Thread.onSpinWait();
      }
    }
  }

  static ByteBuffer map(Path file) throws Exception {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES).order(ByteOrder.nativeOrder());
    }
  }

  static int offset(long number) {
    return Long.BYTES * (2 + (int) (number & (KEPT - 1)));
  }
}
