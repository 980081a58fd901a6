package sun.nio.ch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import jdk.internal.misc.Unsafe;

/**
 * Maps one page of a file or a device, shared and read-only, on JDK 20 and later, where the
 * dispatcher has a method for it. The public way makes its buffer by reflection with seven
 * arguments, which costs a JVM that has done nothing yet 40 ms; and it refuses devices, whose size
 * is 0.
 */
public class DivergeMapper
    implements BiFunction<RandomAccessFile, Integer, ByteBuffer>, Consumer<ByteBuffer> {

  static final int READ_ONLY = 0;
  static final long PAGE_BYTES = 4096;

  public DivergeMapper() {}

  /** The first bytes of the file, at most a page. */
  @Override
  public final ByteBuffer apply(RandomAccessFile file, Integer bytes) {
    Unsafe unsafe = Unsafe.getUnsafe();
    try {
      long address = map(file);
      // The buffer's own memory is freed by its own address; the page stays mapped.
      ByteBuffer buffer = ByteBuffer.allocateDirect(bytes);
      unsafe.putLong(buffer, unsafe.objectFieldOffset(Buffer.class, "address"), address);
      return buffer.asReadOnlyBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Unmaps at once what was mapped here and nobody else ever had. */
  @Override
  public final void accept(ByteBuffer page) {
    DirectBuffer buffer = (DirectBuffer) page;
    // One that is a view of another is ours; the public way's frees itself.
    if (buffer.attachment() != null) {
      unmap(buffer.address());
    } else {
      free(buffer);
    }
  }

  void unmap(long address) {
    new FileDispatcherImpl().unmap(address, PAGE_BYTES);
  }

  /** Of the public way, which a JDK that has this one does not take. */
  void free(DirectBuffer buffer) {}

  long map(RandomAccessFile file) throws IOException {
    return new FileDispatcherImpl().map(file.getFD(), READ_ONLY, 0, PAGE_BYTES, false);
  }
}
