package dev.diverge.driver;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * A file that was opened and can be trusted: nobody but root and this process's own user could have
 * put it there, or write it, or put another in its place.
 *
 * <p>The way to it is judged ({@link TrustedPath}) before it is opened, so that nothing is opened
 * that could block, like a FIFO; and again afterwards, and it must have led to the same file both
 * times, so that it is the file opened that was judged.
 */
public final class TrustedFile implements Closeable {
  private static final int TRIES = 5;

  final Inode inode;
  final RandomAccessFile file;

  private TrustedFile(Inode inode, RandomAccessFile file) {
    this.inode = inode;
    this.file = file;
  }

  /**
   * Opens a regular file for reading.
   *
   * @return to be closed by the caller
   * @throws NoSuchFileException if there is none
   * @throws IOException if it cannot be opened, or must not be trusted; the message says why
   */
  public static RandomAccessFile read(String path) throws IOException {
    try {
      return open(path, null, "r").file;
    } catch (InvalidPathException | UnsupportedOperationException e) {
      throw new IOException(e.toString(), e);
    }
  }

  /**
   * Reads until the end or until {@code bytes} are full, however little each read gives: files of
   * the kernel's do not know how long they are.
   *
   * @return how many were read
   */
  public static int fill(RandomAccessFile in, byte[] bytes) throws IOException {
    int to = 0;
    int got;
    do {
      got = in.read(bytes, to, bytes.length - to);
      to += Math.max(got, 0);
    } while (got > 0 && to < bytes.length);
    return to;
  }

  /**
   * What is wrong with a directory as a place for files of ours; null if nobody but root and this
   * process's user can make names in it.
   *
   * @throws IOException if there is none
   */
  public static @Nullable String placeFault(String directory) throws IOException {
    try {
      return TrustedPath.to(directory).placeFault();
    } catch (InvalidPathException | UnsupportedOperationException e) {
      throw new IOException(e.toString(), e);
    } catch (IOException e) {
      if (e instanceof UntrustedException) {
        return e.getMessage();
      }
      throw e;
    }
  }

  /**
   * Opens it for a source.
   *
   * @param device the kind of source whose character device will do, too, or null: of that only
   *     root could have made the node, and writing to it is asking its driver, so its owner and
   *     mode say who is served
   * @param mode as for {@link RandomAccessFile}
   * @param to what it "cannot be" if it is trusted and cannot be opened
   */
  static TrustedFile open(
      SourceSpec spec, String path, @Nullable String device, String mode, String to)
      throws SourceRefusedException {
    try {
      return open(path, device, mode);
    } catch (IOException | RuntimeException e) {
      throw refused(spec, to, e);
    }
  }

  /** Looks at it without opening it. */
  static Inode look(SourceSpec spec, String path, @Nullable String device)
      throws SourceRefusedException {
    try {
      return judged(path, device).inode;
    } catch (IOException | RuntimeException e) {
      throw refused(spec, "opened", e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      // It was only read.
    }
  }

  /** As the other, told in words of its own. */
  static TrustedFile open(String path, @Nullable String device, String mode) throws IOException {
    for (int tries = 1; ; tries++) {
      TrustedPath before = judged(path, device);
      RandomAccessFile file = new RandomAccessFile(before.real.toString(), mode);
      boolean done = false;
      try {
        TrustedPath after = judged(path, device);
        if (after.inode.same(before.inode)) {
          done = true;
          return new TrustedFile(after.inode, file);
        }
      } finally {
        if (!done) {
          file.close();
        }
      }
      if (tries == TRIES) {
        throw new UntrustedException("replaced again and again while it was opened");
      }
    }
  }

  private static TrustedPath judged(String path, @Nullable String device) throws IOException {
    TrustedPath way = TrustedPath.to(path);
    String fault =
        device != null && way.inode.device()
            ? way.inode.deviceNumber().fault(device)
            : way.fault(path);
    if (fault != null) {
      throw new UntrustedException(fault);
    }
    if (way.hidden()) {
      throw new UntrustedException(
          "the file mounted there was replaced or removed outside, and this mount shows the old one"
              + " for ever; remedy: mount its directory instead of the file",
          true);
    }
    return way;
  }

  /** What is trusted and cannot be opened is told by the one exception that only opening throws. */
  private static SourceRefusedException refused(SourceSpec spec, String opened, Exception e) {
    if (e instanceof NoSuchFileException) {
      return new SourceRefusedException(
          Inode.line(spec, spec.path() != null ? "no such file" : "no ".concat(spec.place())),
          SourceRefusedException.Reason.ABSENT);
    }
    if (e instanceof UntrustedException unfit) {
      return new SourceRefusedException(
          Inode.line(spec, String.valueOf(e.getMessage())),
          unfit.hidden
              ? SourceRefusedException.Reason.HIDDEN
              : SourceRefusedException.Reason.UNFIT);
    }
    if (e instanceof FileNotFoundException) {
      return new SourceRefusedException(
          Inode.line(spec, "cannot be " + opened + ": " + e.getMessage()),
          SourceRefusedException.Reason.UNMAPPABLE);
    }
    if (e instanceof UnsupportedOperationException) {
      return Inode.refused(spec, "this file system shows no Unix owner and mode");
    }
    String reason = e instanceof FileSystemException failed ? failed.getReason() : null;
    return Inode.refused(spec, "cannot be examined: " + (reason == null ? e.toString() : reason));
  }
}
