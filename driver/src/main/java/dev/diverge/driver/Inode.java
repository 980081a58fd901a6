package dev.diverge.driver;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the file system says of the file at a path, as far as trust depends on it. Immutable. */
final class Inode {
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int CHARACTERS = 0020000;
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final int ROOT = 0;
  private static final int UNKNOWN = -1;

  final long size;
  private final long volume;
  private final long number;
  private final int mode;
  private final int uid;

  private Inode(Map<String, Object> attributes) {
    size = number(attributes, "size");
    volume = number(attributes, "dev");
    number = number(attributes, "ino");
    mode = (int) number(attributes, "mode");
    uid = (int) number(attributes, "uid");
  }

  /**
   * Looks at a source's file, through symbolic links, and insists that it can be trusted: a regular
   * file of root's or of this process's own user that nobody else can write.
   *
   * @throws SourceRefusedException if there is none, or it cannot
   */
  static Inode trusted(SourceSpec spec, String path) throws SourceRefusedException {
    Inode inode = at(spec, path);
    String fault = inode.fault(path);
    if (fault != null) {
      throw refused(spec, fault);
    }
    return inode;
  }

  /**
   * As {@link #trusted}, or a character device. Of that only root could have made the node, and
   * writing to it is asking its driver, so its owner and mode say who is served, not whom to trust.
   *
   * @throws SourceRefusedException if there is none, or it cannot
   */
  static Inode trustedOrDevice(SourceSpec spec, String path) throws SourceRefusedException {
    Inode inode = at(spec, path);
    String fault = inode.device() ? null : inode.fault(path);
    if (fault != null) {
      throw refused(spec, fault);
    }
    return inode;
  }

  /** Whether it is a character device, which has no size. */
  boolean device() {
    return (mode & TYPE) == CHARACTERS;
  }

  /** Whether it is the same file, under whatever name. */
  boolean same(Inode other) {
    return number == other.number && volume == other.volume;
  }

  /** "page:/x: " and what is wrong. */
  static SourceRefusedException refused(SourceSpec spec, String fault) {
    return new SourceRefusedException(line(spec, fault), SourceRefusedException.Reason.UNFIT);
  }

  static String line(SourceSpec spec, String fault) {
    return "source " + spec.text() + ": " + fault;
  }

  private @Nullable String fault(String path) {
    if ((mode & TYPE) != REGULAR) {
      return "not a regular file";
    }
    if (uid != ROOT) {
      int own = ownUid();
      if (uid != own) {
        return "belongs to uid "
            + Integer.toUnsignedString(uid)
            + ", neither root nor this process ("
            + (own == UNKNOWN ? "uid unknown" : "uid " + Integer.toUnsignedString(own))
            + ")";
      }
    }
    if ((mode & WRITABLE_BY_OTHERS) != 0) {
      return "writable by others (mode "
          + Integer.toOctalString(mode & 07777)
          + "); remedy: chmod go-w "
          + path;
    }
    return null;
  }

  private static Inode at(SourceSpec spec, String path) throws SourceRefusedException {
    try {
      return new Inode(Files.readAttributes(Path.of(path), "unix:size,dev,ino,mode,uid"));
    } catch (NoSuchFileException e) {
      throw new SourceRefusedException(
          line(spec, spec.path() != null ? "no such file" : "no ".concat(path)),
          SourceRefusedException.Reason.ABSENT);
    } catch (FileSystemException e) {
      String reason = e.getReason();
      throw refused(spec, "cannot be examined: " + (reason == null ? e.toString() : reason));
    } catch (IOException | InvalidPathException e) {
      throw refused(spec, "cannot be examined: " + e);
    } catch (UnsupportedOperationException e) {
      throw refused(spec, "this file system shows no Unix owner and mode");
    }
  }

  /** Not remembered: a server started by root may drop to another user. */
  private static int ownUid() {
    try {
      Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      return uid instanceof Integer own ? own : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private static long number(Map<String, Object> attributes, String name) {
    Object value = attributes.get(name);
    return value instanceof Number found ? found.longValue() : UNKNOWN;
  }
}
