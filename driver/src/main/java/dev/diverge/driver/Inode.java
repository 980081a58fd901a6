package dev.diverge.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the file system says of the file at a path, as far as trust depends on it. Immutable. */
final class Inode {
  private static final String ASKED = "unix:size,dev,ino,mode,uid,nlink,rdev";
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int CHARACTERS = 0020000;
  private static final int DIRECTORY = 0040000;
  private static final int LINK = 0120000;
  private static final int STICKY = 01000;
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final int OPEN_TO_OTHERS = 0077;
  private static final int ROOT = 0;
  private static final int UNKNOWN = -1;

  final long size;

  /** How many names it has. */
  final long links;

  private final long volume;
  private final long device;
  private final long number;
  private final int mode;
  private final int uid;

  private Inode(Map<String, Object> attributes) {
    size = number(attributes, "size");
    links = number(attributes, "nlink");
    volume = number(attributes, "dev");
    device = number(attributes, "rdev");
    number = number(attributes, "ino");
    mode = (int) number(attributes, "mode");
    uid = (int) number(attributes, "uid");
  }

  /** Of what is at the path itself, be it a symbolic link. */
  static Inode at(Path path) throws IOException {
    return new Inode(Files.readAttributes(path, ASKED, LinkOption.NOFOLLOW_LINKS));
  }

  /** Of what the path leads to. */
  static Inode followed(Path path) throws IOException {
    return new Inode(Files.readAttributes(path, ASKED));
  }

  /** Whether it is a character device, which has no size. */
  boolean device() {
    return (mode & TYPE) == CHARACTERS;
  }

  /** Of a device: which. */
  DeviceNumber deviceNumber() {
    return new DeviceNumber(device);
  }

  boolean regular() {
    return (mode & TYPE) == REGULAR;
  }

  boolean directory() {
    return (mode & TYPE) == DIRECTORY;
  }

  boolean link() {
    return (mode & TYPE) == LINK;
  }

  /** Of a directory: whether only its owner and a name's own may rename in it. */
  boolean sticky() {
    return (mode & STICKY) != 0;
  }

  boolean writableByOthers() {
    return (mode & WRITABLE_BY_OTHERS) != 0;
  }

  /** Whether anyone besides its owner and root may open it. */
  boolean openToOthers() {
    return (mode & OPEN_TO_OTHERS) != 0;
  }

  /** Whether it is the same file, under whatever name. */
  boolean same(Inode other) {
    return number == other.number && volume == other.volume;
  }

  /** Whose it is, if neither root's nor this process's. */
  @Nullable String foreign() {
    if (uid == ROOT) {
      return null;
    }
    int own = ownUid();
    return uid == own
        ? null
        : "belongs to uid "
            + Integer.toUnsignedString(uid)
            + ", neither root nor this process ("
            + (own == UNKNOWN ? "uid unknown" : "uid " + Integer.toUnsignedString(own))
            + ")";
  }

  /** What is wrong with it as a regular file that only root or this process's user can write. */
  @Nullable String fault(String path) {
    if (!regular()) {
      return "not a regular file";
    }
    String fault = foreign();
    return fault == null && writableByOthers() ? writable(path) : fault;
  }

  /** "writable by others", and what to do about it. */
  String writable(String path) {
    return "writable by others (mode "
        + Integer.toOctalString(mode & 07777)
        + "); remedy: chmod go-w "
        + path;
  }

  /** "page:/x: " and what is wrong. */
  static SourceRefusedException refused(SourceSpec spec, String fault) {
    return new SourceRefusedException(line(spec, fault), SourceRefusedException.Reason.UNFIT);
  }

  static String line(SourceSpec spec, String fault) {
    return "source " + spec.text() + ": " + fault;
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
