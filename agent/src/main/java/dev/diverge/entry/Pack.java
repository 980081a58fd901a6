package dev.diverge.entry;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the agent's jar that has others in it: a zip without compression, so that all are
 * inflated in one go. Numbers are the zip specification's (APPNOTE). Its bytes are held until they
 * are let go of, and read again if need be. Thread-safe.
 */
final class Pack {

  private final ZipFile jar;
  private final String entry;
  private final Map<String, Integer> places = new HashMap<>(512);

  /** Until it is let go of. */
  private volatile byte @Nullable [] held;

  /** Afterwards, as long as nobody needs the memory. */
  private volatile WeakReference<byte @Nullable []> opened = new WeakReference<>(null);

  /** Empty if there is no such entry. */
  Pack(ZipFile jar, String entry) throws IOException {
    this.jar = jar;
    this.entry = entry;
    byte[] bytes = read();
    this.held = bytes;
    list(bytes);
  }

  void letGo() {
    opened = new WeakReference<>(held);
    held = null;
  }

  /** The bytes of this name, null if they are not here. */
  byte @Nullable [] bytes(String name) throws IOException {
    Integer place = places.get(name);
    if (place == null) {
      return null;
    }
    byte[] from = bytes();
    int start = start(from, place);
    return Arrays.copyOfRange(from, start, start + size(from, place));
  }

  /** What an entry of the jar's inflates to. */
  static byte[] read(ZipFile jar, ZipEntry entry) throws IOException {
    byte[] bytes = new byte[(int) entry.getSize()];
    try (InputStream in = jar.getInputStream(entry)) {
      for (int got = 0; got < bytes.length; ) {
        int more = in.read(bytes, got, bytes.length - got);
        if (more < 0) {
          throw new IOException(entry.getName().concat(" is cut short"));
        }
        got += more;
      }
    }
    return bytes;
  }

  private byte[] bytes() throws IOException {
    byte[] bytes = held;
    if (bytes == null) {
      bytes = opened.get();
    }
    if (bytes == null) {
      bytes = read();
      opened = new WeakReference<>(bytes);
    }
    return bytes;
  }

  private byte[] read() throws IOException {
    ZipEntry there = jar.getEntry(entry);
    return there == null ? new byte[0] : read(jar, there);
  }

  /** Reads the directory: each name, and where in the directory it stands. */
  @SuppressWarnings("deprecation") // the one constructor that needs no charset
  private void list(byte[] pack) {
    int end = pack.length - 22;
    if (end < 0) {
      return;
    }
    int at = u32(pack, end + 16);
    for (int left = u16(pack, end + 10); left > 0; left--) {
      int length = u16(pack, at + 28);
      places.put(new String(pack, 0, at + 46, length), at);
      at += 46 + length + u16(pack, at + 30) + u16(pack, at + 32);
    }
  }

  private static int start(byte[] pack, int at) {
    int local = u32(pack, at + 42);
    return local + 30 + u16(pack, local + 26) + u16(pack, local + 28);
  }

  private static int size(byte[] pack, int at) {
    return u32(pack, at + 24);
  }

  private static int u16(byte[] pack, int at) {
    return (pack[at] & 0xff) | (pack[at + 1] & 0xff) << 8;
  }

  private static int u32(byte[] pack, int at) {
    return u16(pack, at) | u16(pack, at + 2) << 16;
  }
}
