package dev.diverge.driver;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * One file as a page, for as long as it is whole: mapped, or read whenever it is asked.
 *
 * <p>Thread-safe. Once lost it stays lost: when the file grows again, there is another view of it.
 */
final class PageView {
  private final SourceSpec spec;
  private final String path;
  private final Layout layout;
  private final Inode inode;

  /**
   * Only ever asked for its length: a position would be shared by threads and forked children. Null
   * if it is not mapped; then so are the other two.
   */
  private final @Nullable RandomAccessFile file;

  private final @Nullable ByteBuffer page;
  private final @Nullable ByteBuffer word;
  private volatile boolean lost;

  private PageView(
      SourceSpec spec,
      String path,
      Layout layout,
      Inode inode,
      @Nullable RandomAccessFile file,
      @Nullable ByteBuffer page) {
    this.spec = spec;
    this.path = path;
    this.layout = layout;
    this.inode = inode;
    this.file = file;
    this.page = page;
    // Aligned in memory as it is in the page, so that a load of it cannot tear.
    this.word =
        page == null || layout.word == 0
            ? page
            : page.slice(layout.word, Layout.WORD).order(ByteOrder.nativeOrder());
  }

  /**
   * Validates and maps the file at the path.
   *
   * @throws SourceRefusedException if it is missing, not to be trusted, too short or cannot be
   *     mapped
   */
  static PageView map(SourceSpec spec, String path, Mapper mapper, Layout layout)
      throws SourceRefusedException {
    TrustedFile opened = layout.open(spec, path);
    boolean done = false;
    try {
      insistOnLength(spec, layout, opened);
      ByteBuffer page = mapper.map(opened.file, layout.bytes).order(ByteOrder.nativeOrder());
      PageView view = new PageView(spec, path, layout, opened.inode, opened.file, page);
      done = true;
      return view;
    } catch (SourceRefusedException e) {
      throw e;
    } catch (IOException e) {
      throw new SourceRefusedException(
          Inode.line(spec, "cannot be mapped: " + e.getMessage()),
          SourceRefusedException.Reason.UNMAPPABLE);
    } finally {
      if (!done) {
        opened.close();
      }
    }
  }

  /**
   * Validates the file at the path, to be read.
   *
   * @throws SourceRefusedException if it is missing, not to be trusted, too short or cannot be read
   */
  static PageView read(SourceSpec spec, String path, Layout layout) throws SourceRefusedException {
    try (TrustedFile opened = layout.open(spec, path)) {
      insistOnLength(spec, layout, opened);
      return new PageView(spec, path, layout, opened.inode, null, null);
    } catch (SourceRefusedException e) {
      throw e;
    } catch (IOException e) {
      throw Inode.refused(spec, "cannot be read: " + e.getMessage());
    }
  }

  /**
   * The word as it is now.
   *
   * @throws IOException if the file is not whole, or no longer open
   */
  long word() throws IOException {
    ByteBuffer memory = word;
    if (memory == null) {
      return wordOfFile();
    }
    if (!whole()) {
      throw new IOException("truncated");
    }
    try {
      long value = memory.getLong(0);
      // It may have been truncated since the length was asked.
      MappingFaults.settle();
      return value;
    } catch (InternalError e) {
      lost = true;
      throw new IOException("truncated", e);
    }
  }

  /** Asks the file's length; false, for ever, once it was too short. */
  boolean whole() {
    if (!lost && shorter()) {
      lost = true;
    }
    return !lost;
  }

  /**
   * Whether the memory still says what the file does. Memory that is written to meanwhile follows
   * it, whatever the file said in between: only memory that stood still can be told from the file.
   */
  boolean agrees() {
    if (word == null) {
      return true;
    }
    try {
      long before = word();
      long value = wordOfFile();
      return value == before || before != word();
    } catch (IOException e) {
      // What that means is found out by the next look.
      return true;
    }
  }

  /** The memory of the word; null once it is lost, or if there is none. Does not ask the file. */
  @Nullable ByteBuffer wordMemory() {
    return lost ? null : word;
  }

  /** All of the memory; null as that of the word. Whoever loads from it settles its faults. */
  @Nullable ByteBuffer page() {
    return lost ? null : page;
  }

  /** What was read cannot be read now; there is no memory to go on with. */
  void lose() {
    lost = true;
  }

  boolean isMapped() {
    return page != null;
  }

  boolean usable() {
    return !lost;
  }

  boolean shows(Inode other) {
    return inode.same(other);
  }

  /** Closes the file. The memory stays until its buffer is unreachable. */
  void close() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        // It was only read.
      }
    }
  }

  /** Unmaps the memory at once. Nobody else may ever have had it. */
  void discard(Mapper mapper) {
    lost = true;
    close();
    if (page != null) {
      mapper.unmap(page);
    }
  }

  private boolean shorter() {
    try {
      if (file == null) {
        wordOfFile();
        return false;
      }
      // A device has no length; what was mapped of it stays, also when its driver goes.
      return file.length() < layout.bytes && !inode.device();
    } catch (SourceRefusedException e) {
      // Another file, or none: that is for whoever opens it anew to tell.
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** By a handle of its own, which also makes some file systems look anew. */
  private long wordOfFile() throws IOException {
    try (TrustedFile opened = layout.open(spec, path)) {
      byte[] bytes = new byte[Layout.WORD];
      opened.file.seek(layout.word);
      opened.file.readFully(bytes);
      return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getLong();
    }
  }

  private static void insistOnLength(SourceSpec spec, Layout layout, TrustedFile opened)
      throws IOException {
    if (!opened.inode.device() && opened.file.length() < layout.bytes) {
      throw new SourceRefusedException(
          Inode.line(
              spec,
              opened.file.length()
                  + " bytes long, a "
                  + layout.name
                  + " has at least "
                  + layout.bytes),
          SourceRefusedException.Reason.SHORT);
    }
  }
}
