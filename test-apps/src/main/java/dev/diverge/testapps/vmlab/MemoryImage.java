package dev.diverge.testapps.vmlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Looks into a frozen guest's memory. */
final class MemoryImage {
  private static final int PAGE = 4096;

  private MemoryImage() {}

  /** The number at this offset of the page that begins with {@code magic, ~magic} twice. */
  static long numberAfter(Path memory, long magic, int offset) {
    OptionalLong found = OptionalLong.empty();
    try (FileChannel channel = FileChannel.open(memory)) {
      ByteBuffer head = ByteBuffer.allocate(offset + Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (long page = 0; page < channel.size(); page += PAGE) {
        channel.read(head.clear(), page);
        if (isMarked(head, magic)) {
          if (found.isPresent()) {
            throw new LabTrouble("two pages are marked");
          }
          found = OptionalLong.of(head.getLong(offset));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.orElseThrow(() -> new LabTrouble("no page of the guest is marked"));
  }

  private static boolean isMarked(ByteBuffer head, long magic) {
    return head.getLong(0) == magic
        && head.getLong(Long.BYTES) == ~magic
        && head.getLong(2 * Long.BYTES) == magic
        && head.getLong(3 * Long.BYTES) == ~magic;
  }
}
