package dev.diverge.entry;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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

  /** The classes that every start needs, and some more. */
  private static final String START = "diverge/start.pack";

  /** Those of two packages, all but what a start needs: for the first class that is woven. */
  private static final String WEAVERS = "diverge/weave.pack";

  private static final String ASM = "org/objectweb/asm/";
  private static final String WEAVING = "dev/diverge/agent/weave/";

  static {
    registerAsParallelCapable();
  }

  private final ZipFile jar;
  private final Pack start;
  private volatile @Nullable Pack weavers;

  AgentLoader(File file) throws IOException {
    super("diverge-jar", null);
    this.jar = new ZipFile(file);
    this.start = new Pack(jar, START);
  }

  /**
   * What is in the pack has been asked for, all but a few: it is let go of, and read again for
   * those.
   */
  void startIsOver() {
    start.letGo();
  }

  /** The bytes of this name, null if there are none. */
  @Override
  public byte @Nullable [] apply(String name) {
    try {
      byte[] packed = start.bytes(name);
      if (packed == null && isWeavers(name)) {
        packed = weavers().bytes(name);
      }
      if (packed != null) {
        return packed;
      }
      ZipEntry entry = jar.getEntry(ROOT.concat(name));
      return entry == null ? null : Pack.read(jar, entry);
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

  /** Opened with the first class of theirs; of two threads that do so, one does it in vain. */
  private Pack weavers() throws IOException {
    Pack pack = weavers;
    if (pack == null) {
      pack = new Pack(jar, WEAVERS);
      pack.letGo(); // those that the first weaving needs are asked for in the next moments
      weavers = pack;
    }
    return pack;
  }

  private static boolean isWeavers(String name) {
    return name.startsWith(ASM) || name.startsWith(WEAVING);
  }
}
