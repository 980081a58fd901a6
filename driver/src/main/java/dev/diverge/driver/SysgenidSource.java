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
 *
 * <p>Diverge's own kernel module has a <em>herald</em> behind the counter: another number for each
 * generation, as soon as the hypervisor's id is seen to be another, while the counter waits for the
 * kernel's reseed. Where there is one it is the generation; the counter then tells of the reseed,
 * and is confirmed once that has been heard of too.
 */
final class SysgenidSource implements Source {
  private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  /** The counter is the word's first half, its herald the second. */
  static final Layout LAYOUT = new Layout("sysgenid page", Layout.WORD, 0, "sysgenid");

  /** No counter, which is an int, has this bit and is positive. */
  private static final long HERALD = 1L << 32;

  private final SourceSpec spec;
  private final String path;
  private final @Nullable PageSource mapped;

  /** Null for a regular file, which would never block. */
  private final @Nullable DeviceReader reader;

  /** The counter at the opening, from which reseeds are counted. */
  private final int first;

  /** The counter that the follower was told of last. */
  private volatile int told;

  /** The counter that was confirmed last because its herald was. */
  private volatile int settled;

  /** The generation that everybody has confirmed. */
  private volatile long confirmed;

  /** What was wrong at the last look. */
  private volatile @Nullable String fault;

  SysgenidSource(
      SourceSpec spec, String path, @Nullable PageSource mapped, @Nullable DeviceReader reader) {
    this.spec = spec;
    this.path = path;
    this.mapped = mapped;
    this.reader = reader;
    this.first = counterAtOpening(mapped);
    this.told = first;
    this.settled = first;
  }

  static SysgenidSource open(SourceSpec spec, String path, Mapper mapper, Runnable heard)
      throws SourceRefusedException {
    Inode inode = TrustedFile.look(spec, path, spec.kind());
    PageSource mapped = PageSource.openIfMappable(spec, path, mapper, LAYOUT, true);
    DeviceReader reader = inode.device() ? reader(spec, path, mapped, heard) : null;
    SysgenidSource source = new SysgenidSource(spec, path, mapped, reader);
    try {
      source.generation();
    } catch (SourceRefusedException e) {
      source.discard();
      throw e;
    } catch (IOException e) {
      source.discard();
      throw Inode.refused(spec, "cannot be read: " + e.getMessage());
    }
    return source;
  }

  @Override
  public long generation() throws IOException {
    if (mapped != null) {
      return generation(mapped.generation());
    }
    if (reader != null) {
      return reader.generation();
    }
    return ByteBuffer.wrap(FileHead.start(spec, path, Integer.BYTES))
        .order(ByteOrder.nativeOrder())
        .getInt();
  }

  @Override
  public @Nullable String tend() {
    String trouble = null;
    if (mapped != null) {
      trouble = mapped.tend();
      confirmReseed();
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
    confirmed = generation;
    if (reader != null && !isHerald(generation)) {
      reader.confirm((int) generation);
    }
  }

  /** Of a counter with a herald; one without is the generation itself. */
  @Override
  public long kernelReseeds() {
    try {
      long word = mapped == null ? 0 : mapped.generation();
      if (isHerald(generation(word))) {
        told = counter(word);
      }
    } catch (IOException gone) {
      // Then what was told last still counts.
    }
    return Integer.toUnsignedLong(told - first);
  }

  @Override
  public SourceSpec spec() {
    return spec;
  }

  @Override
  public @Nullable ByteBuffer mapped() {
    return mapped == null ? null : mapped.mapped();
  }

  @Override
  public String merit(String besides) {
    return "the kernel's counter, mapped and waited for";
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

  @Override
  public void discard() {
    close();
    if (mapped != null) {
      mapped.discard();
    }
  }

  /** At the look after the one that told of it: by then everything was reseeded a second time. */
  private void confirmReseed() {
    DeviceReader device = reader;
    PageSource page = mapped;
    if (device == null || page == null || told == settled) {
      return;
    }
    try {
      long word = page.generation();
      if (isHerald(confirmed) && generation(word) == confirmed && counter(word) == told) {
        settled = told;
        device.confirm(settled);
      }
    } catch (IOException gone) {
      // Then there is nothing to confirm.
    }
  }

  private static int counterAtOpening(@Nullable PageSource mapped) {
    try {
      return mapped == null ? 0 : counter(mapped.generation());
    } catch (IOException gone) {
      return 0;
    }
  }

  /** The herald, marked as such, or the counter where there is none. */
  private static long generation(long word) {
    long herald = Integer.toUnsignedLong((int) (LITTLE_ENDIAN ? word >>> 32 : word));
    return herald != 0 ? HERALD | herald : counter(word);
  }

  private static boolean isHerald(long generation) {
    return generation > 0 && (generation & HERALD) != 0;
  }

  /** The word's first four bytes. */
  private static int counter(long word) {
    return (int) (LITTLE_ENDIAN ? word : word >>> 32);
  }

  /** Null if the device may only be mapped: then nothing can be confirmed, and looks do. */
  private static @Nullable DeviceReader reader(
      SourceSpec spec, String path, @Nullable PageSource mapped, Runnable heard)
      throws SourceRefusedException {
    try {
      TrustedFile opened =
          TrustedFile.open(spec, path, spec.kind(), "rw", "opened for reading and writing");
      return new DeviceReader(new FileDevice(opened.file), heard);
    } catch (SourceRefusedException e) {
      if (mapped != null) {
        return null;
      }
      throw e;
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
