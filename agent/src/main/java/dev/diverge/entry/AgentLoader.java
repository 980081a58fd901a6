package dev.diverge.entry;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * What of the agent's jar the application does not see: it lies below {@code diverge/} under a
 * suffix of its own, and is given out by name.
 *
 * <p>It is also the class loader of the command line, child first, above it the platform's classes
 * alone; and in a JVM of an application that of one class, {@code GateDefiner}, which makes the
 * loader that all the rest has there. It is held by that one then, and by nothing that the
 * application can reach: to its module, which is unnamed, {@code java.lang} is open.
 */
final class AgentLoader extends ClassLoader implements Function<String, byte @Nullable []> {

  private static final String ROOT = "diverge/";
  private static final String SUFFIX = ".classdata";

  /** The classes that every start needs and some more, as a stored zip: inflated in one go. */
  private static final String START = "diverge/start.pack";

  static {
    registerAsParallelCapable();
  }

  private final ZipFile jar;

  /** Until the start is over. */
  private volatile byte @Nullable [] pack;

  /** Afterwards, as long as nobody needs the memory. */
  private volatile WeakReference<byte @Nullable []> opened = new WeakReference<>(null);

  private final Map<String, Integer> packed = new HashMap<>(512);

  AgentLoader(File file) throws IOException {
    super("diverge-jar", null);
    this.jar = new ZipFile(file);
    byte[] start = open();
    this.pack = start;
    unpack(start);
  }

  /**
   * What is in the pack has been asked for, all but a few: it is let go of, and read again for
   * those.
   */
  void startIsOver() {
    opened = new WeakReference<>(pack);
    pack = null;
  }

  /** The bytes of this name, null if there are none. */
  @Override
  public byte @Nullable [] apply(String name) {
    try {
      Integer place = packed.get(name);
      if (place != null) {
        byte[] from = packed();
        int start = start(from, place);
        return Arrays.copyOfRange(from, start, start + size(from, place));
      }
      ZipEntry entry = jar.getEntry(ROOT.concat(name));
      return entry == null ? null : read(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> c = findLoadedClass(name);
      if (c == null) {
        byte[] bytes = apply(name.replace('.', '/').concat(SUFFIX));
        c = bytes == null ? null : define(name, bytes);
      }
      return c != null ? c : getPlatformClassLoader().loadClass(name);
    }
  }

  private Class<?> define(String name, byte[] bytes) {
    return defineClass(name, bytes, 0, bytes.length, AgentLoader.class.getProtectionDomain());
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    byte[] bytes = apply(name);
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  private byte[] packed() throws IOException {
    byte[] bytes = pack;
    if (bytes == null) {
      bytes = opened.get();
    }
    if (bytes == null) {
      bytes = open();
      opened = new WeakReference<>(bytes);
    }
    return bytes;
  }

  private byte[] open() throws IOException {
    ZipEntry start = jar.getEntry(START);
    return start == null ? new byte[0] : read(start);
  }

  private byte[] read(ZipEntry entry) throws IOException {
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

  // --- the pack: a zip without compression or comment; numbers are the specification's (APPNOTE)
  // ---

  /** Reads its directory: each name, and where in the directory it stands. */
  @SuppressWarnings("deprecation") // the one constructor that needs no charset
  private void unpack(byte[] pack) {
    int end = pack.length - 22;
    if (end < 0) {
      return;
    }
    int entry = u32(pack, end + 16);
    for (int left = u16(pack, end + 10); left > 0; left--) {
      int length = u16(pack, entry + 28);
      packed.put(new String(pack, 0, entry + 46, length), entry);
      entry += 46 + length + u16(pack, entry + 30) + u16(pack, entry + 32);
    }
  }

  private static int start(byte[] pack, int entry) {
    int local = u32(pack, entry + 42);
    return local + 30 + u16(pack, local + 26) + u16(pack, local + 28);
  }

  private static int size(byte[] pack, int entry) {
    return u32(pack, entry + 24);
  }

  private static int u16(byte[] pack, int at) {
    return (pack[at] & 0xff) | (pack[at + 1] & 0xff) << 8;
  }

  private static int u32(byte[] pack, int at) {
    return u16(pack, at) | u16(pack, at + 2) << 16;
  }
}
