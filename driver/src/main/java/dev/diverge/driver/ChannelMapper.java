package dev.diverge.driver;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel.MapMode;

/** Maps through the file's channel. Thread-safe. */
final class ChannelMapper implements Mapper {

  @Override
  public ByteBuffer map(RandomAccessFile file, int bytes) throws IOException {
    // An interrupted thread would close the channel, and with it the file.
    boolean interrupted = Thread.interrupted();
    try {
      return file.getChannel().map(MapMode.READ_ONLY, 0, bytes);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
