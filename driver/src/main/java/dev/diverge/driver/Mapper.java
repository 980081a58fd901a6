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
   * Maps the first bytes of a file or device, shared and read-only. Called on the thread that opens
   * the generation, later on the follower's.
   *
   * @param file open for reading, at least so long if it is a regular file; stays the caller's
   * @param bytes how many, 8 to 4096
   * @return direct, at least so long, in any byte order, unmapped only when it becomes unreachable
   * @throws IOException if it cannot be done, as the public way cannot for a device
   */
  ByteBuffer map(RandomAccessFile file, int bytes) throws IOException;

  /**
   * Unmaps at once what {@link #map} gave and nobody else ever had, if that can be done; else the
   * garbage collector will.
   */
  default void unmap(ByteBuffer page) {}

  /** The JDK's own way. */
  static Mapper usual() {
    return new ChannelMapper();
  }
}
