package dev.diverge.testapps.stress;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Changes of a page, as fast as memory, and how many there have been. One thread makes them. */
final class Changes {

  private final MappedByteBuffer page;
  private volatile int begun;
  private volatile int done;

  Changes(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      page = channel.map(FileChannel.MapMode.READ_WRITE, 0, 4096);
    }
    page.order(ByteOrder.nativeOrder());
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread makes them
  void make() {
    begun++;
    page.putLong(0, page.getLong(0) + 1);
    VarHandle.fullFence();
    done++;
  }

  int begun() {
    return begun;
  }

  int done() {
    return done;
  }
}
