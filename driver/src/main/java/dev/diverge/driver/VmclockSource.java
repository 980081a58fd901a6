package dev.diverge.driver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code vmclock[:PATH]}: the page that the hypervisor itself writes before the clone's processors
 * run again; the only source without a window.
 *
 * <p>Mapped where that can be done. Elsewhere it is read at every look, and is asynchronous; the
 * kernel minds the sequence number then.
 *
 * <p>Once open, a counter that changed is believed even if the page has gone bad in the meantime: a
 * transition too many costs milliseconds. A bad page whose counter stands still is reported, and
 * not called usable.
 */
final class VmclockSource implements Source {
  private static final Layout LAYOUT =
      new Layout("vmclock page", VmclockPage.BYTES, VmclockPage.GENERATION, "vmclock");
  private static final String ACPI = "AMZNC10C";

  private final SourceSpec spec;
  private final String path;

  /** Null if it cannot be mapped, and is read. */
  private final @Nullable PageSource mapped;

  private volatile @Nullable String fault;

  /** The sequence numbers of the last two looks. */
  private int sequence;

  private int sequenceBefore;

  private VmclockSource(SourceSpec spec, String path, @Nullable PageSource mapped) {
    this.spec = spec;
    this.path = path;
    this.mapped = mapped;
  }

  static VmclockSource open(SourceSpec spec, String path, Mapper mapper)
      throws SourceRefusedException {
    refuseUnread(spec, path);
    VmclockSource source =
        new VmclockSource(spec, path, PageSource.openIfMappable(spec, path, mapper, LAYOUT, false));
    String fault;
    try {
      fault = source.examine();
    } catch (IOException e) {
      fault = "cannot be read: " + e.getMessage();
    }
    if (fault != null) {
      source.discard();
      throw Inode.refused(spec, fault);
    }
    return source;
  }

  static SourceVerdict absence(SourceSpec spec) {
    return Devices.inFirmware(ACPI)
        ? SourceVerdict.unusable(
            spec,
            "ACPI device present, but no "
                + spec.place()
                + ": the kernel lacks ptp_vmclock with a character device (Linux 7.0), or it"
                + " is not shown to this container")
        : SourceVerdict.absent(spec, "no " + spec.place());
  }

  @Override
  public long generation() throws IOException {
    if (isRead()) {
      return VmclockPage.generation(read());
    }
    // Also looks whether it is whole.
    PageSource source = Objects.requireNonNull(mapped);
    long word = source.generation();
    ByteBuffer page = source.page();
    if (page == null) {
      return word;
    }
    try {
      long generation = VmclockPage.generation(page);
      MappingFaults.settle();
      return generation;
    } catch (InternalError e) {
      throw new IOException("truncated", e);
    }
  }

  @Override
  public @Nullable String tend() {
    String trouble = mapped == null ? null : mapped.tend();
    if (trouble == null || usableMapping()) {
      try {
        String wrong = unlessMomentary(examine());
        fault = wrong;
        if (wrong != null) {
          return Inode.line(spec, wrong + "; a clone may go unnoticed until that changes");
        }
      } catch (IOException e) {
        fault = e.getMessage();
        return e instanceof SourceRefusedException
            ? e.getMessage() + "; not followed until that changes"
            : Inode.line(spec, "cannot be read; not followed until that changes");
      }
    }
    return trouble;
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
    return "written by the hypervisor before the clone runs: no window";
  }

  @Override
  public boolean usable() {
    return fault == null && (mapped == null || mapped.usable());
  }

  @Override
  public void close() {
    if (mapped != null) {
      mapped.close();
    }
  }

  @Override
  public void discard() {
    if (mapped != null) {
      mapped.discard();
    }
  }

  private boolean usableMapping() {
    return mapped != null && mapped.usable();
  }

  /** A writer that is merely slow has another number at the next look. */
  @SuppressWarnings("ReferenceEquality") // the very message
  private @Nullable String unlessMomentary(@Nullable String wrong) {
    int before = sequenceBefore;
    sequenceBefore = sequence;
    return wrong == VmclockPage.UNSETTLED && sequence != before ? null : wrong;
  }

  private boolean isRead() {
    return mapped == null || mapped.isRead();
  }

  private @Nullable String examine() throws IOException {
    ByteBuffer page = mapped == null || isRead() ? read() : mapped.page();
    if (page == null) {
      throw new IOException("truncated");
    }
    try {
      String wrong = VmclockPage.fault(page);
      sequence = VmclockPage.sequence(page);
      MappingFaults.settle();
      return wrong;
    } catch (InternalError e) {
      throw new IOException("truncated", e);
    }
  }

  private ByteBuffer read() throws IOException {
    return read(spec, path);
  }

  private static ByteBuffer read(SourceSpec spec, String path) throws IOException {
    return ByteBuffer.wrap(FileHead.start(spec, path, VmclockPage.BYTES));
  }

  /** Most hypervisors' pages have no generation counter: those are not even mapped. */
  @SuppressWarnings("ReferenceEquality") // the very message
  private static void refuseUnread(SourceSpec spec, String path) throws SourceRefusedException {
    String fault;
    try {
      fault = VmclockPage.fault(read(spec, path));
    } catch (IOException unreadable) {
      return;
    }
    if (fault != null && fault != VmclockPage.UNSETTLED) {
      throw Inode.refused(spec, fault);
    }
  }
}
