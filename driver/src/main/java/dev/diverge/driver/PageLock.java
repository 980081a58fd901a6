package dev.diverge.driver;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The lock that only one publisher of a page has at a time.
 *
 * <p>Whoever can open a file for reading may keep others from locking it. So nobody else can open
 * this one; and one that others could open, as an earlier version made it, may be locked by them
 * through what they opened then, and is replaced. That a publisher of such a version is at work is
 * told by its lock, which only who may write the file can have: no other keeps us from a shared
 * one. Only who holds the lock of the replacement puts it in place.
 *
 * <p>In a directory in which others can make no names.
 */
final class PageLock implements Closeable {
  private static final int TRIES = 5;
  private static final FileAttribute<Set<PosixFilePermission>> OURS_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /**
   * Closing any handle on a file lets go of all of this process's locks on it: so none is opened.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private PageLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes it; waits for nobody.
   *
   * @throws IOException if another has it
   */
  static PageLock take(Path file) throws IOException {
    if (!OURS.add(file)) {
      throw another(file);
    }
    boolean done = false;
    try {
      PageLock lock = new PageLock(file, isOpenToOthers(at(file)) ? replaced(file) : locked(file));
      done = true;
      return lock;
    } finally {
      if (!done) {
        OURS.remove(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      OURS.remove(file);
    }
  }

  /** Puts another file in its place, which it locks before. */
  private static FileChannel replaced(Path file) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    if (isOpenToOthers(at(fresh))) {
      Files.delete(fresh);
    }
    FileChannel channel = locked(fresh);
    boolean done = false;
    try {
      if (!isOpenToOthers(at(file))) {
        // Another did so since we looked, and has it.
        Files.delete(fresh);
        throw another(file);
      }
      insistOnNoOther(file);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      done = true;
      return channel;
    } finally {
      if (!done) {
        channel.close();
      }
    }
  }

  private static void insistOnNoOther(Path file) throws IOException {
    try (FileChannel old =
        open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      if (old.tryLock(0, Long.MAX_VALUE, true) == null) {
        throw another(file);
      }
    }
  }

  /** Locks the file of that name, and makes sure that it still has it then. */
  private static FileChannel locked(Path file) throws IOException {
    for (int tries = 0; tries < TRIES; tries++) {
      Inode before = at(file);
      FileChannel channel;
      try {
        channel =
            before == null
                ? open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                : open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      } catch (FileAlreadyExistsException | NoSuchFileException changed) {
        continue;
      }
      boolean done = false;
      try {
        if (channel.tryLock() == null) {
          throw another(file);
        }
        Inode after = at(file);
        if (after != null && (before == null || after.same(before))) {
          done = true;
          return channel;
        }
      } finally {
        if (!done) {
          channel.close();
        }
      }
    }
    throw new IOException(file + " changes all the time");
  }

  private static FileChannel open(Path file, OpenOption... how) throws IOException {
    return FileChannel.open(file, Set.of(how), OURS_ALONE);
  }

  /** What has that name; null if nothing has. Opening another than a regular file could block. */
  private static @Nullable Inode at(Path file) throws IOException {
    Inode inode;
    try {
      inode = Inode.at(file);
    } catch (NoSuchFileException none) {
      return null;
    }
    if (!inode.regular()) {
      throw new IOException(file + " is not a regular file: remove it");
    }
    return inode;
  }

  private static boolean isOpenToOthers(@Nullable Inode inode) {
    return inode != null && (inode.openToOthers() || inode.foreign() != null);
  }

  private static IOException another(Path file) {
    return new IOException("another publisher is at it: it holds " + file);
  }
}
