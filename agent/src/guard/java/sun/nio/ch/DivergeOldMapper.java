package sun.nio.ch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.channels.FileChannel;

/**
 * As its parent, on JDK 17 to 19, where mapping is a method of the channel that checks nothing.
 * Only for devices, and to unmap: it takes reflection, and for files the public way does.
 */
public final class DivergeOldMapper extends DivergeMapper {

  public DivergeOldMapper() {}

  @Override
  void unmap(long address) {
    try {
      Method unmap = FileChannelImpl.class.getDeclaredMethod("unmap0", long.class, long.class);
      unmap.setAccessible(true);
      unmap.invoke(null, address, PAGE_BYTES);
    } catch (ReflectiveOperationException otherJdk) {
      // Then one mapping stays.
    }
  }

  @Override
  void free(DirectBuffer buffer) {
    if (buffer.cleaner() != null) {
      buffer.cleaner().clean();
    }
  }

  @Override
  long map(RandomAccessFile file) throws IOException {
    FileChannel channel = file.getChannel();
    try {
      Method map =
          channel
              .getClass()
              .getDeclaredMethod("map0", int.class, long.class, long.class, boolean.class);
      map.setAccessible(true);
      return (long) map.invoke(channel, READ_ONLY, 0L, PAGE_BYTES, false);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof IOException refused ? refused : new IOException(e.getCause());
    } catch (ReflectiveOperationException otherJdk) {
      throw new IOException(otherJdk);
    }
  }
}
