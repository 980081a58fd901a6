package dev.diverge.driver;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;

/**
 * Maps the start of a file into memory.
 *
 * <p>There to be replaced: the JDK's own way makes the buffer by reflection, and the first mapping
 * in a JVM was measured at 7 ms on JDK 17 and 40 ms on JDK 25, which is much in a start-up. Whoever
 * can reach the JDK's inside may pass something faster to {@link Generation#open}.
 */
public interface Mapper {

  /**
   * Maps the first 8 bytes of a file, shared and read-only. Called on the thread that opens the
   * generation, later on the follower's.
   *
   * @param file open for reading, at least 8 bytes long; stays the caller's
   * @return direct, at least 8 bytes, in any byte order, unmapped only when it becomes unreachable
   * @throws IOException if it cannot be done
   */
  ByteBuffer map(RandomAccessFile file) throws IOException;

  /** The JDK's own way. */
  static Mapper usual() {
    return new ChannelMapper();
  }
}
