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
  /** Length of the generation word, in bytes. */
  static final int WORD = 8;

  private final Inode inode;

  /** Only ever asked for its length: a position would be shared by threads and forked children. */
  private final RandomAccessFile file;

  private final ByteBuffer page;
  private volatile boolean lost;

  private PageView(Inode inode, RandomAccessFile file, ByteBuffer page) {
    this.inode = inode;
    this.file = file;
    this.page = page;
  }

  /**
   * Validates and maps the file at the path.
   *
   * @throws SourceRefusedException if it is missing, not to be trusted, too short or cannot be
   *     mapped
   */
  static PageView open(SourceSpec spec, String path, Mapper mapper) throws SourceRefusedException {
    // Examined before it is opened: if it is replaced in between, the next look finds another inode
    // and maps again. The other way round, that replacement would never be noticed.
    Inode inode = Inode.trusted(spec, path);
    if (inode.size < WORD) {
      throw tooShort(spec, inode.size);
    }
    RandomAccessFile file = null;
    try {
      file = new RandomAccessFile(path, "r");
      if (file.length() < WORD) {
        throw tooShort(spec, file.length());
      }
      PageView view = new PageView(inode, file, mapper.map(file).order(ByteOrder.nativeOrder()));
      file = null;
      return view;
    } catch (SourceRefusedException e) {
      throw e;
    } catch (IOException e) {
      throw Inode.refused(spec, "cannot be mapped: " + e.getMessage());
    } finally {
      if (file != null) {
        close(file);
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
      long word = page.getLong(0);
      // It may have been truncated since the length was asked.
      Faults.settle();
      return word;
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

  /** The memory, or null once it is lost. Does not ask the file. */
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
      return file.length() < WORD;
    } catch (IOException e) {
      return true;
    }
  }

  private static SourceRefusedException tooShort(SourceSpec spec, long size) {
    return new SourceRefusedException(
        Inode.line(spec, size + " bytes long, a page has at least " + WORD),
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
