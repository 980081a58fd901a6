package dev.diverge.agent.guard;

import dev.diverge.driver.Mapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Maps through the class that was put beside the JDK's own dispatcher, or the public way where that
 * dispatcher is not what it was compiled against.
 */
record JdkMapper(BiFunction<RandomAccessFile, Integer, ByteBuffer> map, Consumer<ByteBuffer> unmap)
    implements Mapper {

  @Override
  public ByteBuffer map(RandomAccessFile file, int bytes) throws IOException {
    try {
      return map.apply(file, bytes);
    } catch (LinkageError otherJdk) {
      return Mapper.usual().map(file, bytes);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void unmap(ByteBuffer page) {
    try {
      unmap.accept(page);
    } catch (LinkageError otherJdk) {
      // Then it stays mapped.
    }
  }
}
