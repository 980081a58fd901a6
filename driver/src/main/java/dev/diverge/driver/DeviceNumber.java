package dev.diverge.driver;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which device a node stands for. To open another than the one meant could block, or set something
 * off: some containers have a terminal in the place of {@code /dev/kmsg}.
 */
final class DeviceNumber {
  private static final int MISC = 10;
  private static final int MEMORY = 1;
  private static final int KMSG = 11;
  private static final int LONGEST = 1 << 14;

  private final int major;
  private final int minor;

  /** As the C library packs the two. */
  DeviceNumber(long packed) {
    major = (int) (((packed >>> 8) & 0xfff) | ((packed >>> 32) & ~0xfffL));
    minor = (int) ((packed & 0xff) | ((packed >>> 12) & ~0xffL));
  }

  /** What is wrong with it as the device of a source's kind; null if nothing. */
  @Nullable String fault(String kind) {
    if (kind.equals("kmsg")) {
      return major == MEMORY && minor == KMSG ? null : other(null, kind);
    }
    if (major != MISC) {
      return other(null, kind);
    }
    String name = name();
    if (name == null) {
      return "the device "
          + this
          + ", of which neither /proc/misc nor /sys/dev/char says whether it is a "
          + kind;
    }
    return isOne(name, kind) ? null : other(name, kind);
  }

  @Override
  public String toString() {
    return major + ":" + minor;
  }

  /** "vmclock" has a number for each, "vmclock0". */
  static boolean isOne(String name, String kind) {
    if (!name.startsWith(kind)) {
      return false;
    }
    for (int i = kind.length(); i < name.length(); i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** The name in lines of "number name"; null if the number is in none. */
  static @Nullable String named(int minor, String lines) {
    int from = 0;
    for (int end; (end = lines.indexOf('\n', from)) >= 0; from = end + 1) {
      String line = lines.substring(from, end).trim();
      int space = line.indexOf(' ');
      if (space > 0 && line.substring(0, space).equals(Integer.toString(minor))) {
        return line.substring(space + 1);
      }
    }
    return null;
  }

  private String other(@Nullable String name, String kind) {
    return "the device " + this + (name == null ? "" : " (" + name + ")") + ", no " + kind;
  }

  private @Nullable String name() {
    String name = inProc();
    return name != null ? name : inSys();
  }

  private @Nullable String inProc() {
    byte[] lines = new byte[LONGEST];
    try (RandomAccessFile file = new RandomAccessFile("/proc/misc", "r")) {
      int length = Math.max(0, file.read(lines));
      return named(minor, new String(lines, 0, length, StandardCharsets.US_ASCII));
    } catch (IOException hidden) {
      return null;
    }
  }

  private @Nullable String inSys() {
    try {
      Path name = Files.readSymbolicLink(Path.of("/sys/dev/char/" + this)).getFileName();
      return name == null ? null : name.toString();
    } catch (IOException hidden) {
      return null;
    }
  }
}
