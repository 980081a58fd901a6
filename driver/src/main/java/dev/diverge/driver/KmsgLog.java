package dev.diverge.driver;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Where the kernel's lines are read. For one thread, but for closing. */
interface KmsgLog extends Closeable {

  /** More than the longest record of the kernel's. A shorter read of one fails. */
  int LONGEST = 8192;

  /**
   * Waits for whole lines.
   *
   * @param into of {@link #LONGEST} bytes
   * @return how many bytes of whole lines were read; 0 if there is nothing yet
   * @throws IOException if lines were overwritten before they could be read, or the log is gone
   */
  int read(byte[] into) throws IOException;

  /** Whether what is there at the opening is to be passed over by the time it carries. */
  boolean holdsThePast();

  /** Begins at the first line that is still there. */
  void rewind() throws IOException;

  /** The device: one record a read, from the oldest that it still has. */
  final class Device implements KmsgLog {
    private final String path;
    private volatile FileInputStream in;

    Device(String path) throws IOException {
      this.path = path;
      this.in = new FileInputStream(path);
    }

    @Override
    public int read(byte[] into) throws IOException {
      return in.read(into);
    }

    @Override
    public boolean holdsThePast() {
      return true;
    }

    @Override
    public void rewind() throws IOException {
      FileInputStream old = in;
      in = new FileInputStream(path);
      old.close();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** A regular file of the same lines, from its present end on; it may be rotated or cut short. */
  final class Followed implements KmsgLog {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Path path;
    private @Nullable Object file;
    private long at;

    Followed(String path) throws IOException {
      this.path = Path.of(path);
      this.file = identity();
      this.at = Files.size(this.path);
    }

    @Override
    public int read(byte[] into) throws IOException {
      Object now = identity();
      if (now == null ? file != null : !now.equals(file)) {
        file = now;
        at = 0;
      }
      int got;
      try (FileInputStream in = new FileInputStream(path.toFile())) {
        if (in.getChannel().size() < at) {
          at = 0;
        }
        in.skipNBytes(at);
        got = Math.max(0, in.read(into));
      }
      int whole = whole(into, got);
      at += whole;
      if (whole == 0) {
        LockSupport.parkNanos(this, LOOK_NANOS);
      }
      return whole;
    }

    @Override
    public boolean holdsThePast() {
      return false;
    }

    @Override
    public void rewind() {
      at = 0;
    }

    @Override
    public void close() {}

    private @Nullable Object identity() throws IOException {
      return Files.readAttributes(path, java.nio.file.attribute.BasicFileAttributes.class)
          .fileKey();
    }

    /** Up to the last line's end; a line that will not fit is passed over in pieces. */
    private static int whole(byte[] bytes, int length) {
      for (int i = length; i > 0; i--) {
        if (bytes[i - 1] == '\n') {
          return i;
        }
      }
      if (length < bytes.length) {
        return 0;
      }
      Arrays.fill(bytes, (byte) ' ');
      return length;
    }
  }
}
