package dev.diverge.agent;

import dev.diverge.driver.Mapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongBinaryOperator;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Has the gate put our other classes into java.base: the guard, and the way to map a page. */
final class GuardDefiner implements Mapper {

  private static final String MAPPER = "sun/nio/ch/DivergeMapper.classdata";
  private static final String OLD_MAPPER = "sun/nio/ch/DivergeOldMapper.classdata";
  private static final int FIRST_WITH_MAP = 20;

  private final LazyParts agent;
  private final Function<Object, @Nullable Object> gate;
  private @Nullable Mapper quick;
  private @Nullable Mapper slow;

  GuardDefiner(LazyParts agent, Function<Object, @Nullable Object> gate) {
    this.agent = agent;
    this.gate = gate;
  }

  /** What is woven calls it. */
  @SuppressWarnings("unchecked") // its own declaration
  void define() throws IOException {
    Object[] link = {
      agent.cell.buffer(),
      agent.callback(agent.transition),
      agent.callback(agent.entropy),
      agent.callback(agent)
    };
    Object guard = gate.apply(link);
    if (guard == null) {
      throw new IOException("the guard did not link");
    }
    agent.cell.linked((ToLongFunction<ByteBuffer>) guard, (LongBinaryOperator) guard);
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
