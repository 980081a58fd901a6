package dev.diverge.driver;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

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
  final class KernelDevice implements KmsgLog {
    private final String path;
    private volatile RandomAccessFile in;

    KernelDevice(String path) throws IOException {
      this.path = path;
      this.in = TrustedFile.open(path, "kmsg", "r").file;
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
      RandomAccessFile old = in;
      in = TrustedFile.open(path, "kmsg", "r").file;
      old.close();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** A regular file of the same lines, from its present end on; it may be rotated or cut short. */
  final class FollowedFile implements KmsgLog {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final String path;
    private Inode file;
    private long at;

    FollowedFile(String path) throws IOException {
      this.path = path;
      this.file = Inode.followed(Path.of(path));
      this.at = file.size;
    }

    @Override
    public int read(byte[] into) throws IOException {
      Inode now = Inode.followed(Path.of(path));
      int whole = now.same(file) && now.size == at ? 0 : more(into);
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

    private int more(byte[] into) throws IOException {
      try (TrustedFile in = TrustedFile.open(path, null, "r")) {
        if (!in.inode.same(file) || in.file.length() < at) {
          file = in.inode;
          at = 0;
        }
        in.file.seek(at);
        int whole = whole(into, Math.max(0, in.file.read(into)));
        at += whole;
        return whole;
      }
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
