package dev.diverge.driver;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The way from the root to a file, judged step by step: nobody but root and this process's user can
 * have another file stand there in the next moment.
 *
 * <p>So each directory on it belongs to one of the two, and others cannot rename in it. They cannot
 * where they may not write, nor, as in {@code /tmp}, where the sticky bit keeps them from what is
 * root's or ours. Nor can they where the file system is mounted read-only: Kubernetes makes the
 * directory of a ConfigMap writable by all and shows it to the pod that way. A symbolic link is
 * followed only if it is root's or ours, and its target is judged alike. The root directory is
 * taken as it is: who may rename there has the machine.
 *
 * <p>Immutable. What is found is true for as long as root and we ourselves leave it alone.
 */
final class TrustedPath {
  private static final int MOST_LINKS = 40;
  private static final Path ROOT = Path.of("/");

  /** The file by a path without links. */
  final Path real;

  final Inode inode;

  /** Whether others can make names beside it. */
  private final boolean shared;

  private TrustedPath(Path real, Inode inode, boolean shared) {
    this.real = real;
    this.inode = inode;
    this.shared = shared;
  }

  /**
   * Goes the way.
   *
   * @throws UntrustedException if it leads through what others can change
   * @throws IOException if there is nothing at its end
   * @throws java.nio.file.InvalidPathException if it is no path
   */
  static TrustedPath to(String text) throws IOException {
    Path path = Path.of(text).toAbsolutePath();
    ArrayDeque<Path> ahead = new ArrayDeque<>();
    push(path, ahead);
    Path real = ROOT;
    Inode inode = Inode.at(ROOT);
    boolean shared = false;
    int links = 0;
    for (Path name = ahead.poll(); name != null; name = ahead.poll()) {
      if (!inode.directory()) {
        throw new FileSystemException(real.toString(), null, "Not a directory");
      }
      if (isUp(name)) {
        real = parent(real);
        inode = Inode.at(real);
        continue;
      }
      shared = passes(real, inode);
      Path next = real.resolve(name);
      Inode there = Inode.at(next);
      if (!there.link()) {
        real = next;
        inode = there;
        continue;
      }
      String fault = there.foreign();
      if (fault != null || (shared && there.links > 1)) {
        throw new UntrustedException("the link " + next + " " + orNames(fault, there));
      }
      if (++links > MOST_LINKS) {
        throw new FileSystemException(text, null, "Too many levels of symbolic links");
      }
      Path target = Files.readSymbolicLink(next);
      push(target, ahead);
      if (target.isAbsolute()) {
        real = ROOT;
        inode = Inode.at(ROOT);
      }
    }
    TrustedPath way = new TrustedPath(real, inode, shared);
    // What /proc shows as a link leads elsewhere than its text.
    if (links > 0 && !inode.same(Inode.followed(path))) {
      throw new UntrustedException("the way to it cannot be judged");
    }
    return way;
  }

  /**
   * Goes on from a directory, as if there were something in it.
   *
   * @throws UntrustedException if others could have it lead elsewhere
   */
  static void through(String directory) throws IOException {
    TrustedPath way = to(directory);
    passes(way.real, way.inode);
  }

  /**
   * What is wrong with the file as a regular one that only root or we can write; null if nothing.
   */
  @Nullable String fault(String path) {
    String fault = inode.fault(path);
    if (fault == null && shared && inode.links > 1) {
      return orNames(null, inode) + ", in a directory where others may make some";
    }
    return fault;
  }

  /**
   * Whether it is a single file, mounted, that was replaced or removed where it comes from: the
   * mount shows the old one for ever.
   */
  boolean hidden() {
    return inode.links == 0 && Mounts.isPoint(real);
  }

  /** What is wrong with the directory as a place for names of ours; null if nothing. */
  @Nullable String placeFault() throws IOException {
    if (!inode.directory()) {
      return "not a directory";
    }
    passes(real, inode);
    if (!inode.writableByOthers()) {
      return null;
    }
    return inode.sticky()
        ? "others may make files in it; choose a directory of its own"
        : inode.writable(real.toString());
  }

  /** Insists that what is in the directory stays there; true if others can add to it. */
  private static boolean passes(Path directory, Inode inode) throws IOException {
    if (directory.equals(ROOT)) {
      return false;
    }
    String fault = inode.foreign();
    if (fault == null && inode.writableByOthers()) {
      if (inode.sticky()) {
        return true;
      }
      if (!Mounts.readOnly(directory)) {
        fault = "is ".concat(inode.writable(directory.toString()));
      }
    }
    if (fault != null) {
      throw new UntrustedException("its directory " + directory + " " + fault);
    }
    return false;
  }

  private static String orNames(@Nullable String fault, Inode inode) {
    return fault != null ? fault : "has " + inode.links + " names";
  }

  private static boolean isUp(Path name) {
    return name.toString().equals("..");
  }

  private static Path parent(Path real) {
    Path parent = real.getParent();
    return parent == null ? ROOT : parent;
  }

  private static void push(Path path, ArrayDeque<Path> ahead) {
    for (int i = path.getNameCount() - 1; i >= 0; i--) {
      Path name = path.getName(i);
      String text = name.toString();
      if (!text.isEmpty() && !text.equals(".")) {
        ahead.push(name);
      }
    }
  }
}
