package dev.diverge.testapps.vmlab;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;

/**
 * The pages of a clone's memory that it has touched since it was restored, as the host's kernel has
 * them mapped: those of the snapshot's file were only read, its own copies were written.
 * Trustworthy where {@link PageAFault} was preloaded. Page {@code n} is the guest's physical page
 * {@code n}.
 */
record TouchedPages(BitSet touched, BitSet written) {
  private static final int PAGE = 4096;
  private static final long PRESENT = 1L << 63;
  private static final long OF_A_FILE = 1L << 61;

  static TouchedPages of(long pid, Path memory) {
    BitSet touched = new BitSet();
    BitSet written = new BitSet();
    Path process = Path.of("/proc", String.valueOf(pid));
    try (RandomAccessFile pagemap =
        new RandomAccessFile(process.resolve("pagemap").toFile(), "r")) {
      for (String line : Files.readAllLines(process.resolve("maps"))) {
        if (line.endsWith(memory.toString())) {
          Mapping.of(line).addTo(pagemap, touched, written);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (touched.isEmpty()) {
      throw new LabTrouble("process " + pid + " has not mapped " + memory);
    }
    return new TouchedPages(touched, written);
  }

  /** What was touched, and what was written, for the first time since then. */
  TouchedPages since(TouchedPages before) {
    return new TouchedPages(
        difference(touched, before.touched), difference(written, before.written));
  }

  private static BitSet difference(BitSet now, BitSet before) {
    BitSet added = (BitSet) now.clone();
    added.andNot(before);
    return added;
  }

  /** Part of a process' memory, and where in the file it begins; both in pages. */
  private record Mapping(long begin, long end, int inFile) {
    static Mapping of(String line) {
      String[] words = line.split(" ", 4);
      String[] range = words[0].split("-", 2);
      return new Mapping(
          Long.parseUnsignedLong(range[0], 16) / PAGE,
          Long.parseUnsignedLong(range[1], 16) / PAGE,
          (int) (Long.parseLong(words[2], 16) / PAGE));
    }

    void addTo(RandomAccessFile pagemap, BitSet touched, BitSet written) throws IOException {
      byte[] entries = new byte[(int) (end - begin) * Long.BYTES];
      pagemap.seek(begin * Long.BYTES);
      pagemap.readFully(entries);
      ByteBuffer words = ByteBuffer.wrap(entries).order(ByteOrder.nativeOrder());
      for (int n = 0; words.hasRemaining(); n++) {
        long word = words.getLong();
        touched.set(inFile + n, (word & PRESENT) != 0);
        written.set(inFile + n, (word & PRESENT) != 0 && (word & OF_A_FILE) == 0);
      }
    }
  }
}
