package dev.diverge.driver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is mounted where, as this process sees it. Asked only where something is odd. */
final class Mounts {
  private static final Path TABLE = Path.of("/proc/self/mountinfo");

  // Columns of the table, proc(5); after a lone "-" come the type, the device, its own options.
  private static final int POINT = 4;
  private static final int OPTIONS = 5;

  private Mounts() {}

  /** Whether nobody can change anything there by a path of this process. */
  static boolean readOnly(Path path) {
    String[] mount = of(path);
    return mount != null && (hasReadOnly(mount[OPTIONS]) || hasReadOnly(mount[mount.length - 1]));
  }

  /** The type of the file system that the file is in: "overlay"; empty if it is not known. */
  static String type(String file) {
    try {
      String[] mount = of(TrustedPath.to(file).real);
      for (int i = OPTIONS; mount != null && i + 1 < mount.length; i++) {
        if (mount[i].equals("-")) {
          return mount[i + 1];
        }
      }
    } catch (IOException | RuntimeException unknown) {
      // As below.
    }
    return "";
  }

  /** Whether memory mapped there always shows what the file says. */
  static boolean isCoherent(String type) {
    return switch (type) {
      case "overlay",
          "aufs",
          "virtiofs",
          "9p",
          "nfs",
          "nfs4",
          "cifs",
          "smb3",
          "ceph",
          "afs",
          "gfs2",
          "ocfs2",
          "lustre",
          "vboxsf",
          "prl_fs",
          "vmhgfs",
          "gofer" ->
          false;
      default -> !type.startsWith("fuse");
    };
  }

  /** Whether that very file is a mount. */
  static boolean isPoint(Path path) {
    String[] mount = of(path);
    return mount != null && path.equals(point(mount));
  }

  /** The columns of what the path lies in: the last that is mounted the deepest. */
  private static String @Nullable [] of(Path path) {
    String[] found = null;
    Path deepest = null;
    try {
      for (String line : Files.readAllLines(TABLE, StandardCharsets.ISO_8859_1)) {
        String[] mount = line.split(" ", -1);
        if (mount.length > OPTIONS) {
          Path point = point(mount);
          if (path.startsWith(point) && (deepest == null || point.startsWith(deepest))) {
            deepest = point;
            found = mount;
          }
        }
      }
    } catch (IOException | RuntimeException unknown) {
      return null;
    }
    return found;
  }

  /** White space and backslashes are written as three octal digits. */
  private static Path point(String[] mount) {
    String text = mount[POINT];
    byte[] plain = new byte[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 3 < text.length()) {
        c = (char) Integer.parseInt(text.substring(i + 1, i + 4), 8);
        i += 3;
      }
      plain[length++] = (byte) c;
    }
    return Path.of(new String(plain, 0, length, StandardCharsets.UTF_8));
  }

  private static boolean hasReadOnly(String options) {
    for (String option : options.split(",", -1)) {
      if (option.equals("ro")) {
        return true;
      }
    }
    return false;
  }
}
