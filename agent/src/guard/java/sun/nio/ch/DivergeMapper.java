package sun.nio.ch;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.function.Function;
import jdk.internal.misc.Unsafe;

/**
 * Maps one page of a file, shared and read-only, on JDK 20 and later, where the dispatcher has a
 * method for it. The public way makes its buffer by reflection with seven arguments, which costs a
 * JVM that has done nothing yet 40 ms; and it refuses devices, whose size is 0.
 */
public final class DivergeMapper implements Function<FileDescriptor, ByteBuffer> {

  private static final int READ_ONLY = 0;
  private static final long PAGE_BYTES = 4096;

  public DivergeMapper() {}

  @Override
  public ByteBuffer apply(FileDescriptor file) {
    Unsafe unsafe = Unsafe.getUnsafe();
    try {
      long address = new FileDispatcherImpl().map(file, READ_ONLY, 0, PAGE_BYTES, false);
      // The buffer's own 8 bytes are freed by their own address; the page stays mapped.
      ByteBuffer buffer = ByteBuffer.allocateDirect(8);
      unsafe.putLong(buffer, unsafe.objectFieldOffset(Buffer.class, "address"), address);
      return buffer.asReadOnlyBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
