package dev.diverge.driver;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * {@code sysgenid[:PATH]}: a native-endian u32 at 0, of the SysGenID device or of a regular file.
 *
 * <p>Where it can be mapped, the guard loads it. A device is also read by a thread of its own,
 * which the kernel blocks until the counter changes; and once everybody has confirmed the new
 * epoch, the counter is confirmed to the device, through the same open file. Without a mapping that
 * thread is all there is on a device, while a regular file is read at every look.
 *
 * <p>The counter may wrap: only equality counts.
 */
final class SysgenidSource implements Source {
  private final SourceSpec spec;
  private final String path;
  private final @Nullable PageSource mapped;

  /** Null for a regular file, which would never block. */
  private final @Nullable DeviceReader reader;

  /** What was wrong at the last look. */
  private volatile @Nullable String fault;

  SysgenidSource(
      SourceSpec spec, String path, @Nullable PageSource mapped, @Nullable DeviceReader reader) {
    this.spec = spec;
    this.path = path;
    this.mapped = mapped;
    this.reader = reader;
  }

  static SysgenidSource open(SourceSpec spec, String path, Mapper mapper, Runnable heard)
      throws SourceRefusedException {
    Inode inode = Inode.trustedOrDevice(spec, path);
    PageSource mapped = map(spec, path, mapper);
    DeviceReader reader = inode.device() ? reader(spec, path, mapped, heard) : null;
    SysgenidSource source = new SysgenidSource(spec, path, mapped, reader);
    try {
      source.generation();
    } catch (SourceRefusedException e) {
      source.close();
      throw e;
    } catch (IOException e) {
      source.close();
      throw Inode.refused(spec, "cannot be read: " + e.getMessage());
    }
    return source;
  }

  @Override
  public long generation() throws IOException {
    if (mapped != null) {
      return counter(mapped.generation());
    }
    if (reader != null) {
      return reader.generation();
    }
    return ByteBuffer.wrap(Reading.start(spec, path, Integer.BYTES))
        .order(ByteOrder.nativeOrder())
        .getInt();
  }

  @Override
  public @Nullable String tend() {
    String trouble = null;
    if (mapped != null) {
      trouble = mapped.tend();
    } else if (reader == null) {
      try {
        generation();
      } catch (IOException e) {
        trouble = e.getMessage() + "; not followed until that changes";
      }
      fault = trouble;
    }
    if (reader == null) {
      return trouble;
    }
    reader.startOnce();
    String unread = reader.trouble();
    return trouble != null || unread == null ? trouble : Inode.line(spec, unread);
  }

  /** Tells the device that the epoch this counter began is dealt with. */
  @Override
  public void confirmed(long generation) {
    if (reader != null) {
      reader.confirm((int) generation);
    }
  }

  @Override
  public String kind() {
    return spec.kind();
  }

  @Override
  public String describe() {
    return spec.text();
  }

  @Override
  public @Nullable ByteBuffer mapped() {
    return mapped == null ? null : mapped.mapped();
  }

  @Override
  public boolean usable() {
    if (mapped != null) {
      return mapped.usable();
    }
    return reader != null ? reader.trouble() == null : fault == null;
  }

  @Override
  public void close() {
    if (mapped != null) {
      mapped.close();
    }
    if (reader != null) {
      reader.close();
    }
  }

  /** The word's first four bytes. */
  private static int counter(long word) {
    return (int) (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? word : word >>> 32);
  }

  private static @Nullable PageSource map(SourceSpec spec, String path, Mapper mapper)
      throws SourceRefusedException {
    try {
      return PageSource.open(spec, path, mapper, Layout.SYSGENID);
    } catch (SourceRefusedException e) {
      // A regular file of the four bytes alone is read, too.
      if (e.reason() == SourceRefusedException.Reason.UNMAPPABLE
          || e.reason() == SourceRefusedException.Reason.SHORT) {
        return null;
      }
      throw e;
    }
  }

  /** Null if the device may only be mapped: then nothing can be confirmed, and looks do. */
  private static @Nullable DeviceReader reader(
      SourceSpec spec, String path, @Nullable PageSource mapped, Runnable heard)
      throws SourceRefusedException {
    try {
      return new DeviceReader(new FileDevice(new RandomAccessFile(path, "rw")), heard);
    } catch (IOException e) {
      if (mapped != null) {
        return null;
      }
      throw Inode.refused(spec, "cannot be opened for reading and writing: " + e.getMessage());
    }
  }

  private record FileDevice(RandomAccessFile file) implements DeviceReader.Device {

    @Override
    public int read(byte[] into) throws IOException {
      return file.read(into);
    }

    @Override
    public void write(byte[] from) throws IOException {
      file.write(from);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
