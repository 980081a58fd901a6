package dev.diverge.driver;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * One file mapped as a page, for as long as it is whole.
 *
 * <p>Thread-safe. Once lost it stays lost: when the file grows again, it is mapped anew.
 */
final class PageView {
  private final Layout layout;
  private final Inode inode;

  /** Only ever asked for its length: a position would be shared by threads and forked children. */
  private final RandomAccessFile file;

  private final ByteBuffer page;
  private final ByteBuffer word;
  private volatile boolean lost;

  private PageView(Layout layout, Inode inode, RandomAccessFile file, ByteBuffer page) {
    this.layout = layout;
    this.inode = inode;
    this.file = file;
    this.page = page;
    // Aligned in memory as it is in the page, so that a load of it cannot tear.
    this.word =
        layout.word == 0
            ? page
            : page.slice(layout.word, Layout.WORD).order(ByteOrder.nativeOrder());
  }

  /**
   * Validates and maps the file at the path.
   *
   * @throws SourceRefusedException if it is missing, not to be trusted, too short or cannot be
   *     mapped
   */
  static PageView open(SourceSpec spec, String path, Mapper mapper, Layout layout)
      throws SourceRefusedException {
    TrustedFile opened = layout.open(spec, path);
    RandomAccessFile file = opened.file;
    boolean done = false;
    try {
      if (!opened.inode.device() && file.length() < layout.bytes) {
        throw tooShort(spec, layout, file.length());
      }
      ByteBuffer page = mapper.map(file, layout.bytes).order(ByteOrder.nativeOrder());
      PageView view = new PageView(layout, opened.inode, file, page);
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
   * The word as it is now.
   *
   * @throws IOException if the file is not whole, or no longer open
   */
  long word() throws IOException {
    if (!whole()) {
      throw new IOException("truncated");
    }
    try {
      long value = word.getLong(0);
      // It may have been truncated since the length was asked.
      Faults.settle();
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

  /** The memory of the word, or null once it is lost. Does not ask the file. */
  @Nullable ByteBuffer wordMemory() {
    return lost ? null : word;
  }

  /** All of the memory, or null once it is lost. Whoever loads from it settles its faults. */
  @Nullable ByteBuffer page() {
    return lost ? null : page;
  }

  boolean shows(Inode other) {
    return inode.same(other);
  }

  /** Closes the file. The memory stays until its buffer is unreachable. */
  void close() {
    close(file);
  }

  private boolean shorter() {
    try {
      // A device has no length; what was mapped of it stays, also when its driver goes.
      return file.length() < layout.bytes && !inode.device();
    } catch (IOException e) {
      return true;
    }
  }

  private static SourceRefusedException tooShort(SourceSpec spec, Layout layout, long size) {
    return new SourceRefusedException(
        Inode.line(spec, size + " bytes long, a " + layout.name + " has at least " + layout.bytes),
        SourceRefusedException.Reason.SHORT);
  }

  private static void close(RandomAccessFile file) {
    try {
      file.close();
    } catch (IOException e) {
      // It was only read.
    }
  }
}
