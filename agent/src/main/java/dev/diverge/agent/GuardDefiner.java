package dev.diverge.agent;

import dev.diverge.driver.Mapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongBinaryOperator;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Defines the guard's class inside java.base: {@code java.lang} is opened to the agent's own module
 * alone, and one class put there. The boot class path is left as it is, since appending to it costs
 * a warning and the application's class-data archive.
 *
 * <p>On a thread of its own that lives for some milliseconds before main: the JDK makes five
 * lambdas to open a package, which takes as long as all that can be done meanwhile.
 */
final class GuardDefiner extends Thread implements Mapper {

  private static final String GUARD = "java/lang/DivergeGuard.classdata";
  private static final String MAPPER = "sun/nio/ch/DivergeMapper.classdata";
  private static final String OLD_MAPPER = "sun/nio/ch/DivergeOldMapper.classdata";
  private static final int FIRST_WITH_MAP = 20;
  private static final String LINK = "dev.diverge.guard";

  private final LazyParts agent;
  private volatile @Nullable Mapper mapper;
  private volatile @Nullable Throwable failure;

  GuardDefiner(LazyParts agent) {
    super(null, null, "diverge-guard", 0, false);
    this.agent = agent;
    setDaemon(true);
  }

  @Override
  public void run() {
    try {
      define();
      mapper = mapper();
    } catch (Throwable t) {
      failure = t;
    }
  }

  /**
   * Waits until the guard is there.
   *
   * @throws IOException if it cannot be
   */
  void await() throws IOException {
    try {
      join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (mapper == null) {
      throw new IOException("the guard cannot be defined", failure);
    }
  }

  /** The quick way to map a page, where this JDK has it; else the public one. */
  @Override
  public ByteBuffer map(RandomAccessFile file, int bytes) throws IOException {
    if (isOld()) {
      return (file.length() == 0 ? slowMapper() : Mapper.usual()).map(file, bytes);
    }
    await();
    Mapper quick = mapper;
    return (quick == null ? Mapper.usual() : quick).map(file, bytes);
  }

  @Override
  public void unmap(ByteBuffer page) {
    try {
      Mapper quick = isOld() ? slowMapper() : mapper;
      if (quick != null) {
        quick.unmap(page);
      }
    } catch (IOException noGuard) {
      // Then it stays mapped.
    }
  }

  @SuppressWarnings("unchecked") // the guard's own declaration
  private void define() throws IOException, IllegalAccessException {
    Set<Module> us = Set.of(GuardDefiner.class.getModule());
    agent.instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.lang", us, "sun.nio.ch", us),
        Set.of(),
        Map.of());
    MethodHandles.Lookup lookup =
        MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup());
    Class<?> guard = lookup.defineClass(bytes(GUARD));
    @Nullable Object[] link = {
      agent.cell.buffer(),
      agent.callback(agent.transition),
      agent.callback(agent.entropy),
      agent.callback(agent),
      null
    };
    System.getProperties().put(LINK, link);
    lookup.ensureInitialized(guard);
    Object guardItself = link[4];
    if (guardItself == null) {
      throw new IllegalStateException("the guard did not link");
    }
    agent.cell.linked((ToLongFunction<ByteBuffer>) guardItself, (LongBinaryOperator) guardItself);
  }

  /** Before JDK 20 the public way is quick enough for files, and a device is a rare thing. */
  private static boolean isOld() {
    return Runtime.version().feature() < FIRST_WITH_MAP;
  }

  private static Mapper mapper() {
    if (isOld()) {
      return Mapper.usual();
    }
    try {
      return mapperOf(dispatcher().defineClass(bytes(MAPPER)));
    } catch (ReflectiveOperationException | IOException | LinkageError otherJdk) {
      return Mapper.usual();
    }
  }

  /** The way to map a device, and to unmap, on a JDK that has no quick way. */
  private Mapper slowMapper() throws IOException {
    await();
    try {
      return mapperOf(oldMapper());
    } catch (ReflectiveOperationException | IOException | LinkageError otherJdk) {
      return Mapper.usual();
    }
  }

  private static Class<?> oldMapper() throws ReflectiveOperationException, IOException {
    MethodHandles.Lookup beside = dispatcher();
    try {
      beside.defineClass(bytes(MAPPER));
      return beside.defineClass(bytes(OLD_MAPPER));
    } catch (LinkageError again) {
      return Class.forName("sun.nio.ch.DivergeOldMapper", false, null);
    }
  }

  private static MethodHandles.Lookup dispatcher() throws ReflectiveOperationException {
    return MethodHandles.privateLookupIn(
        Class.forName("sun.nio.ch.FileDispatcherImpl", false, null), MethodHandles.lookup());
  }

  @SuppressWarnings("unchecked") // its own declaration
  private static Mapper mapperOf(Class<?> mapper) throws ReflectiveOperationException {
    Object made = mapper.getConstructor().newInstance();
    return new JdkMapper(
        (BiFunction<RandomAccessFile, Integer, ByteBuffer>) made, (Consumer<ByteBuffer>) made);
  }

  private static byte[] bytes(String resource) throws IOException {
    try (InputStream in = GuardDefiner.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("the agent's jar is incomplete: no ".concat(resource));
      }
      return in.readAllBytes();
    }
  }
}
