package dev.diverge.driver;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import org.jspecify.annotations.Nullable;

/**
 * {@code kmsg[:PATH]}: counts the lines in which the kernel says that it has reseeded its generator
 * because the machine was cloned.
 *
 * <p>Asynchronous: a thread of its own sits in a blocking read, from the first look of the follower
 * on. The kernel keeps what came before, so nothing since the opening is missed. That line comes
 * after the kernel's reseed, so it is also the signal to draw from the kernel once more.
 */
final class KmsgSource implements Source {
  private static final String ACPI = "VMGENCTR";
  private static final String RESTRICTED = "/proc/sys/kernel/dmesg_restrict";

  private final SourceSpec spec;
  private final KmsgReader reader;

  private KmsgSource(SourceSpec spec, KmsgReader reader) {
    this.spec = spec;
    this.reader = reader;
  }

  static KmsgSource open(SourceSpec spec, String path, Runnable heard)
      throws SourceRefusedException {
    Inode inode = TrustedFile.look(spec, path, spec.kind());
    try {
      KmsgLog log =
          inode.device() ? new KmsgLog.KernelDevice(path) : new KmsgLog.FollowedFile(path);
      return new KmsgSource(spec, new KmsgReader(log, KmsgReader.bootMicros(), heard));
    } catch (IOException e) {
      throw Inode.refused(spec, "cannot be opened: " + e.getMessage() + advice());
    }
  }

  /** A log in which the line never comes would be no source, but look like one. */
  static boolean isThere(String path) {
    return new File(path).exists() && Devices.hasVmgenid();
  }

  static SourceVerdict absence(SourceSpec spec) {
    if (!new File(spec.place()).exists()) {
      return SourceVerdict.absent(
          spec,
          "no "
              + spec.place()
              + " (containers have none): read the page of a publisher on the node");
    }
    return SourceVerdict.unusable(
        spec,
        Devices.inFirmware(ACPI) && !Devices.knowsVmgenid()
            ? "the hypervisor offers VMGENID, but the kernel lacks its driver (CONFIG_VMGENID,"
                + " Linux 5.18): the line would never come"
            : "readable, but the kernel has no VM generation device here: the line would never"
                + " come; have the hypervisor offer one (QEMU: -device vmgenid)");
  }

  @Override
  public long generation() {
    return reader.reseeds();
  }

  @Override
  public long kernelReseeds() {
    return reader.reseeds();
  }

  @Override
  public boolean comesLate() {
    return true;
  }

  /** How far the log was read. */
  @Override
  public long memory() throws IOException {
    long position = reader.position();
    if (position < 0) {
      throw new IOException("nothing was read yet");
    }
    return position;
  }

  @Override
  public long since(long memory) throws IOException {
    reader.since(memory);
    return generation();
  }

  @Override
  public @Nullable String tend() {
    reader.startOnce();
    String trouble = reader.trouble();
    return trouble == null ? null : Inode.line(spec, trouble);
  }

  @Override
  public SourceSpec spec() {
    return spec;
  }

  @Override
  public String merit(String besides) {
    String follows = "follows " + spec.place();
    return besides.isEmpty()
        ? follows + "; reacts after the kernel has, and once the log is read"
        : follows
            + " besides "
            + besides
            + ", for the second reseed once the kernel has done its own";
  }

  @Override
  public boolean usable() {
    return reader.trouble() == null;
  }

  @Override
  public void close() {
    reader.close();
  }

  private static String advice() {
    try (RandomAccessFile restricted = new RandomAccessFile(RESTRICTED, "r")) {
      if (restricted.read() == '1') {
        return "; kernel.dmesg_restrict=1 keeps the kernel's log from processes without CAP_SYSLOG:"
            + " grant that, or read the page of a publisher (java -jar diverge.jar publish)";
      }
    } catch (IOException unknown) {
      // Then the system's own words have to do.
    }
    return "";
  }
}
