package dev.diverge.agent.outside;

import dev.diverge.driver.TrustedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import org.jspecify.annotations.Nullable;

/**
 * Files that options name, and others that are read before the application's main: plain ones, and
 * not without end, since nothing may wait then.
 */
public final class PlainFile {

  private static final int AT_MOST = 1 << 20;

  private PlainFile() {}

  /** All of a file that nobody but root and we can have put there, or can write. */
  public static byte[] trusted(String path) throws IOException {
    byte[] bytes = trusted(path, AT_MOST);
    if (bytes == null) {
      throw tooLong();
    }
    return bytes;
  }

  /**
   * The same of one that may be longer.
   *
   * @return null if it is of more than {@code most} bytes
   */
  public static byte @Nullable [] trusted(String path, int most) throws IOException {
    try (RandomAccessFile file = TrustedFile.read(path)) {
      long length = file.length();
      if (length > most) {
        return null;
      }
      byte[] bytes = new byte[(int) length];
      file.readFully(bytes);
      return bytes;
    }
  }

  /** All that comes. */
  public static byte[] read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(AT_MOST + 1);
    if (bytes.length > AT_MOST) {
      throw tooLong();
    }
    return bytes;
  }

  private static IOException tooLong() {
    return new IOException("longer than " + AT_MOST + " bytes");
  }
}
