package dev.diverge.testapps.vmlab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Writes the archive ("newc") that a kernel unpacks as its first file system. */
final class Cpio implements AutoCloseable {
  private static final int FOLDER = 0040755;
  private static final int PROGRAM = 0100755;
  private static final int LINK = 0120777;
  private static final int ALIGNMENT = 4;

  private final OutputStream out;
  private final Set<String> folders = new HashSet<>();
  private long written;
  private int inode;

  Cpio(Path file) {
    try {
      out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder and those above it. */
  void folder(String name) {
    Path parent = Path.of(name).getParent();
    if (parent != null) {
      folder(parent.toString());
    }
    if (folders.add(name)) {
      entry(name, FOLDER, new byte[0]);
    }
  }

  /** Everything is executable: nobody but root lives in the guest. */
  void file(String name, byte[] content) {
    parentOf(name);
    entry(name, PROGRAM, content);
  }

  void file(String name, Path content) {
    try {
      file(name, Files.readAllBytes(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void link(String name, String target) {
    parentOf(name);
    entry(name, LINK, target.getBytes(UTF_8));
  }

  void tree(String name, Path folder) {
    folder(name);
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Path> entries = tree.sorted().toList();
      for (Path entry : entries) {
        String to = name + "/" + folder.relativize(entry);
        if (Files.isSymbolicLink(entry)) {
          link(to, Files.readSymbolicLink(entry).toString());
        } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
          file(to, entry);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    entry("TRAILER!!!", 0, new byte[0]);
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void parentOf(String name) {
    Path parent = Path.of(name).getParent();
    if (parent != null) {
      folder(parent.toString());
    }
  }

  private void entry(String name, int mode, byte[] content) {
    byte[] nameBytes = name.getBytes(UTF_8);
    int links = mode == FOLDER ? 2 : 1;
    // inode, mode, uid, gid, links, mtime, size, device (2), special device (2), name, checksum
    long[] fields = {
      ++inode, mode, 0, 0, links, 0, content.length, 0, 0, 0, 0, nameBytes.length + 1, 0
    };
    StringBuilder header = new StringBuilder("070701");
    for (long field : fields) {
      header.append(String.format("%08x", field));
    }
    write(header.toString().getBytes(UTF_8));
    write(nameBytes);
    write(new byte[1]);
    align();
    write(content);
    align();
  }

  private void align() {
    write(new byte[(int) (-written & (ALIGNMENT - 1))]);
  }

  private void write(byte[] bytes) {
    try {
      out.write(bytes);
      written += bytes.length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
