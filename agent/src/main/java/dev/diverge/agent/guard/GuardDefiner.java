package dev.diverge.agent.guard;

import dev.diverge.agent.contract.GuardMethod;
import dev.diverge.agent.process.Privileged;
import dev.diverge.driver.Mapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongBinaryOperator;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Has the gate put our other classes into java.base: the guard, the way to map a page, and what
 * loads extensions.
 */
public final class GuardDefiner implements Mapper {

  private static final String MAPPER = "sun/nio/ch/DivergeMapper.classdata";
  private static final String OLD_MAPPER = "sun/nio/ch/DivergeOldMapper.classdata";
  private static final int FIRST_WITH_MAP = 20;

  private final GuardCell cell;
  private final Function<Object, @Nullable Object> gate;
  private volatile Set<String> there = Set.of();
  private @Nullable Mapper quick;
  private @Nullable Mapper slow;

  public GuardDefiner(GuardCell cell, Function<Object, @Nullable Object> gate) {
    this.cell = cell;
    this.gate = gate;
  }

  /**
   * The guard, which what is woven calls.
   *
   * @param agent gives, by its number, what the guard calls back
   */
  @SuppressWarnings("unchecked") // its own declaration
  public void define(IntFunction<Object> agent) throws IOException {
    Object guard = gate.apply(Privileged.callback(agent));
    if (guard == null) {
      throw new IOException("the guard did not link");
    }
    cell.linked((ToLongFunction<ByteBuffer>) guard, (LongBinaryOperator) guard);
  }

  /** What a woven class calls beside the guard; before that class is defined. */
  public void define(List<String> called) {
    for (String room : called) {
      if (!room.equals(GuardMethod.Room.GUARD) && !there.contains(room)) {
        if (gate.apply(room) == null) {
          throw new IllegalStateException(room.concat(" is missing"));
        }
        Set<String> more = new HashSet<>(there);
        more.add(room);
        there = more; // of two threads at once, one asks again
      }
    }
  }

  /** All that woven code can call: from then on nothing of it is read from the jar. */
  public void defineAll() {
    for (GuardMethod each : GuardMethod.values()) {
      define(List.of(each.owner));
    }
  }

  /**
   * A loader of an extension's classes, isolated as ours are.
   *
   * @param files all that it is to find, by their names
   */
  public ClassLoader extension(Map<String, byte[]> files) {
    if (gate.apply(files) instanceof ClassLoader loader) {
      return loader;
    }
    throw new IllegalStateException("no loader for an extension");
  }

  /**
   * The quick way to map a page, where this JDK has it; else the public one. Before JDK 20 that is
   * quick enough for files, and a device is a rare thing.
   */
  @Override
  public ByteBuffer map(RandomAccessFile file, int bytes) throws IOException {
    if (!isOld()) {
      return quick().map(file, bytes);
    }
    return (file.length() == 0 ? slow() : Mapper.usual()).map(file, bytes);
  }

  @Override
  public void unmap(ByteBuffer page) {
    (isOld() ? slow() : quick()).unmap(page);
  }

  private static boolean isOld() {
    return Runtime.version().feature() < FIRST_WITH_MAP;
  }

  private synchronized Mapper quick() {
    if (quick == null) {
      quick = mapper(MAPPER);
    }
    return quick;
  }

  /** The way to map a device, and to unmap, on a JDK that has no quick way. */
  private synchronized Mapper slow() {
    if (slow == null) {
      quick(); // its parent
      slow = mapper(OLD_MAPPER);
    }
    return slow;
  }

  @SuppressWarnings("unchecked") // its own declaration
  private Mapper mapper(String name) {
    try {
      Object mapper = gate.apply(name);
      return mapper == null
          ? Mapper.usual()
          : new JdkMapper(
              (BiFunction<RandomAccessFile, Integer, ByteBuffer>) mapper,
              (Consumer<ByteBuffer>) mapper);
    } catch (IllegalStateException | LinkageError otherJdk) {
      return Mapper.usual();
    }
  }
}
