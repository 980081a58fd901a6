package dev.diverge.agent;

import dev.diverge.driver.Mapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Defines the guard's class inside java.base: {@code java.lang} is opened to the agent's own module
 * alone, and one class put there. The boot class path is left as it is, since appending to it costs
 * a warning and the application's class-data archive.
 */
final class GuardDefiner {

  private static final String GUARD = "java/lang/DivergeGuard.classdata";
  private static final String MAPPER = "sun/nio/ch/DivergeMapper.classdata";
  private static final String OLD_MAPPER = "sun/nio/ch/DivergeOldMapper.classdata";
  private static final int FIRST_WITH_MAP = 20;
  private static final String LINK = "dev.diverge.guard";

  private GuardDefiner() {}

  /** What the guard calls back; handed over in an array, since it can know no class of ours. */
  record Callbacks(
      Runnable notice,
      IntFunction<byte[]> fresh,
      @Nullable BiConsumer<Object, byte[]> foreign,
      @Nullable BiConsumer<Object, Boolean> seeded,
      BiConsumer<Object, int[]> marks,
      Consumer<Object> join,
      Consumer<Object> born,
      BiConsumer<Object, String> reset,
      Runnable settle) {}

  @SuppressWarnings("unchecked") // the guard's own declaration
  static Mapper define(Instrumentation instrumentation, GuardCell cell, Callbacks callbacks)
      throws IOException, IllegalAccessException {
    Set<Module> us = Set.of(GuardDefiner.class.getModule());
    instrumentation.redefineModule(
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
      cell.buffer(),
      callbacks.notice(),
      callbacks.fresh(),
      callbacks.foreign(),
      callbacks.seeded(),
      callbacks.marks(),
      callbacks.join(),
      callbacks.born(),
      callbacks.reset(),
      callbacks.settle(),
      null
    };
    System.getProperties().put(LINK, link);
    lookup.ensureInitialized(guard);
    Object address = link[10];
    if (address == null) {
      throw new IllegalStateException("the guard did not link");
    }
    cell.linked((ToLongFunction<ByteBuffer>) address);
    return mapper();
  }

  /** The quick way to map a page, where this JDK has it; else the public one. */
  private static Mapper mapper() {
    if (Runtime.version().feature() < FIRST_WITH_MAP) {
      return new OldJdkMapper();
    }
    try {
      return mapperOf(dispatcher().defineClass(bytes(MAPPER)));
    } catch (ReflectiveOperationException | IOException | LinkageError otherJdk) {
      return Mapper.usual();
    }
  }

  /**
   * The way to map a device on a JDK that has no quick way; on the thread that looks for sources.
   */
  static Mapper deviceMapper() {
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
    return new JdkMapper(
        (BiFunction<RandomAccessFile, Integer, ByteBuffer>) mapper.getConstructor().newInstance());
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
