package dev.diverge.agent.outside;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Files that options name: plain ones and not without end, since before the application's main
 * nothing may wait. By {@code java.io}, which takes whatever name the locale can spell; no {@code
 * Path} is made that might refuse it.
 */
public final class PlainFile {

  private static final int AT_MOST = 1 << 20;

  private PlainFile() {}

  /** All of it. */
  public static byte[] read(String path) throws IOException {
    File file = new File(path);
    if (!file.isFile()) {
      throw file.exists()
          ? new IOException("not a regular file")
          : new FileNotFoundException("no such file, or none whose name this locale can spell");
    }
    try (InputStream in = new FileInputStream(file)) {
      return read(in);
    }
  }

  /** All that comes. */
  public static byte[] read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(AT_MOST + 1);
    if (bytes.length > AT_MOST) {
      throw new IOException("longer than " + AT_MOST + " bytes");
    }
    return bytes;
  }
}
