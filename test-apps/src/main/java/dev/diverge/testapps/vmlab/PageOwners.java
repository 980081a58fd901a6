package dev.diverge.testapps.vmlab;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a guest's physical pages are for, as its kernel and its JVM have it: asked in the guest, as
 * root, once the count is over.
 */
final class PageOwners {
  private static final int PAGE = 4096;
  private static final long PRESENT = 1L << 63;
  private static final long FRAME = (1L << 55) - 1;

  /** A bit of {@code /proc/kpageflags}. */
  private static final long PAGE_TABLE = 1L << 26;

  /** A heap that is small lies below, and nothing else of the process does. */
  private static final long HEAP_END = 1L << 32;

  /** Of a stack, or of less. */
  private static final long GUARD = 16L * PAGE;

  private final Map<Long, String> owners = new HashMap<>();

  private PageOwners() {}

  static PageOwners ofThisProcess() throws IOException {
    PageOwners all = new PageOwners();
    try (RandomAccessFile pagemap = new RandomAccessFile("/proc/self/pagemap", "r")) {
      boolean guarded = false;
      for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
        Area area = Area.of(line, guarded);
        guarded = area.isGuard();
        all.add(area, pagemap);
      }
    }
    return all;
  }

  /** The words of a command behind its first are numbers of pages; a line for each. */
  void tell(String command, Consumer<String> line) throws IOException {
    try (RandomAccessFile flags = new RandomAccessFile("/proc/kpageflags", "r")) {
      String[] words = command.split(" ", -1);
      for (int i = 1; i < words.length; i++) {
        long frame = Long.parseLong(words[i]);
        String owner = owners.get(frame);
        line.accept(owner == null ? kernel(flags, frame) : owner);
      }
    }
  }

  private static String kernel(RandomAccessFile flags, long frame) throws IOException {
    return (numbers(flags, frame, 1).getLong() & PAGE_TABLE) != 0 ? "page tables" : "kernel";
  }

  private void add(Area area, RandomAccessFile pagemap) throws IOException {
    if (!area.isBacked()) {
      return;
    }
    ByteBuffer entries =
        numbers(pagemap, area.begin() / PAGE, (int) ((area.end() - area.begin()) / PAGE));
    while (entries.hasRemaining()) {
      long entry = entries.getLong();
      if ((entry & PRESENT) != 0) {
        owners.put(entry & FRAME, area.owner());
      }
    }
  }

  private static ByteBuffer numbers(RandomAccessFile file, long from, int count)
      throws IOException {
    byte[] bytes = new byte[count * Long.BYTES];
    file.seek(from * Long.BYTES);
    file.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  /** A line of {@code /proc/self/maps}. */
  private record Area(long begin, long end, String rights, String path, boolean guarded) {
    static Area of(String line, boolean guarded) {
      String[] words = line.split("\\s+", 6);
      String[] range = words[0].split("-", 2);
      return new Area(
          Long.parseUnsignedLong(range[0], 16),
          Long.parseUnsignedLong(range[1], 16),
          words[1],
          words.length > 5 ? words[5] : "",
          guarded);
    }

    boolean isGuard() {
      return rights.startsWith("---") && end - begin <= GUARD;
    }

    boolean isBacked() {
      return !rights.startsWith("---") && begin > 0 && !path.startsWith("[v");
    }

    String owner() {
      if (path.endsWith(".jsa")) {
        return "class archive";
      }
      if (path.startsWith("/")) {
        return path.endsWith("modules") || path.endsWith(".jar") ? "class files" : "libraries";
      }
      if (rights.contains("x")) {
        return "compiled code";
      }
      if (end <= HEAP_END) {
        return "heap";
      }
      return guarded || path.equals("[stack]") ? "stacks" : "metaspace, malloc";
    }
  }
}
