package dev.diverge.driver;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The page that a publisher writes, with the lock and the memory beside it.
 *
 * <p>A new page is a finished file renamed into place; after that its word is written in place, by
 * one write of eight bytes, so that whoever has it mapped sees it at once. For one thread at a
 * time.
 */
final class CounterPage implements Closeable {
  private static final int BYTES = 4096;
  private static final String BOOT_ID = "/proc/sys/kernel/random/boot_id";
  private static final String STATE = ".state";
  private static final String COUNTER = "counter";
  private static final String BOOT = "boot";
  private static final FileAttribute<Set<PosixFilePermission>> FOR_ALL_TO_SEE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));

  private final Path path;
  private final SourceSpec spec;
  private final PageLock lock;
  private final boolean sameBoot;
  private final boolean existed;
  private final Map<String, Long> sources = new TreeMap<>();
  private long counter;
  private @Nullable Inode inode;
  private @Nullable RandomAccessFile file;

  private CounterPage(Path path, PageLock lock) throws IOException {
    this.path = path;
    this.lock = lock;
    this.spec = new SourceSpec("page", path.toString());
    Files.deleteIfExists(beside(".tmp"));
    this.sameBoot = recall();
    this.existed = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    if (existed) {
      insistOnFile();
      counter = Math.max(counter, present());
    }
  }

  /**
   * Takes the lock and reads what an earlier publisher left.
   *
   * @throws IOException if another has the lock, or what is at the path is nothing to build on
   */
  static CounterPage open(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent == null || path.getFileName() == null) {
      throw new IOException(path + " is no place for a file");
    }
    if (!Files.isDirectory(parent)) {
      Path above = parent;
      while (above != null && !Files.exists(above)) {
        above = above.getParent();
      }
      // Made through another's link they would be elsewhere.
      TrustedPath.through(String.valueOf(above));
      Files.createDirectories(parent, FOR_ALL_TO_SEE);
    }
    insistOnPlace(parent);
    PageLock lock = PageLock.take(path.resolveSibling(path.getFileName() + ".lock"));
    boolean done = false;
    try {
      CounterPage page = new CounterPage(path, lock);
      done = true;
      return page;
    } finally {
      if (!done) {
        lock.close();
      }
    }
  }

  /** When a publisher of that page last wrote down what it knew, in ms since 1970; 0 if never. */
  static long rememberedAt(String path) {
    return new File(path.concat(STATE)).lastModified();
  }

  /** What the sources of the earlier publisher had to say. */
  Map<String, Long> rememberedSources() {
    return sources;
  }

  /**
   * Makes the page, or goes on with the one that is there.
   *
   * @param changes how many are known to have happened since the earlier publisher's end
   * @param known whether there can have been no others
   */
  void begin(long changes, boolean known) throws IOException {
    if (counter == 0) {
      make(1);
    } else if (existed && Files.size(path) >= Layout.WORD) {
      take();
      write(counter + (known && sameBoot ? changes : Math.max(1, changes)));
    } else {
      // Readers may still have the old one mapped, and compare.
      make(counter + 1 + changes);
    }
  }

  /**
   * Adds to the counter.
   *
   * @param changes how many; 0 writes nothing
   * @param look whether to see first if the page is still there; one that was removed, replaced or
   *     cut short is made again, with a higher number
   */
  void add(long changes, boolean look) throws IOException {
    if (look && !ours()) {
      make(counter + 1 + changes);
    } else if (changes > 0) {
      write(counter + changes);
    }
  }

  /** Writes down what the next publisher has to know. */
  void remember(Map<String, Long> memory) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(BOOT).append(' ').append(bootId()).append('\n');
    text.append(COUNTER).append(' ').append(counter).append('\n');
    for (Map.Entry<String, Long> known : memory.entrySet()) {
      text.append("source ").append(known.getValue()).append(' ').append(known.getKey());
      text.append('\n');
    }
    replace(beside(STATE), text.toString().getBytes(StandardCharsets.UTF_8), "rw-------");
  }

  @Override
  public void close() {
    try {
      RandomAccessFile open = file;
      if (open != null) {
        open.close();
      }
      lock.close();
    } catch (IOException e) {
      // The process is about to end, and the lock with it.
    }
  }

  /**
   * Nobody else may make names in the directory: by one that leads elsewhere he would have us write
   * there. Only so are the names below those of the files that we mean.
   */
  private static void insistOnPlace(@Nullable Path directory) throws IOException {
    String fault = TrustedFile.placeFault(String.valueOf(directory));
    if (fault != null) {
      throw new IOException(directory + " is no place for a page: " + fault);
    }
  }

  private long present() throws IOException {
    byte[] word = new byte[Layout.WORD];
    try (TrustedFile in = TrustedFile.open(spec, path.toString(), null, "r", "read")) {
      if (in.file.read(word) < word.length) {
        return 0;
      }
    }
    return ByteBuffer.wrap(word).order(ByteOrder.nativeOrder()).getLong();
  }

  /** Reads what was remembered; false if nothing was, or that was before this boot. */
  private boolean recall() {
    Path state = beside(STATE);
    try {
      TrustedFile.look(new SourceSpec("file", state.toString()), state.toString(), null);
      boolean same = false;
      List<String> lines = Files.readAllLines(state);
      for (String line : lines) {
        String[] words = line.split(" ", 3);
        if (words.length == 2 && words[0].equals(BOOT)) {
          same = words[1].equals(bootId());
        } else if (words.length == 2 && words[0].equals(COUNTER)) {
          counter = Long.parseLong(words[1]);
        } else if (words.length == 3 && same) {
          sources.put(words[2], Long.parseLong(words[1]));
        }
      }
      return same;
    } catch (IOException | NumberFormatException nothingToGoBy) {
      return false;
    }
  }

  private boolean ours() {
    Inode mine = inode;
    RandomAccessFile open = file;
    try {
      return mine != null
          && open != null
          && open.length() >= Layout.WORD
          && Inode.at(path).regular()
          && mine.same(TrustedFile.look(spec, path.toString(), null));
    } catch (IOException e) {
      return false;
    }
  }

  private void make(long value) throws IOException {
    byte[] content = new byte[BYTES];
    ByteBuffer.wrap(content).order(ByteOrder.nativeOrder()).putLong(value);
    replace(path, content, "rw-r--r--");
    take();
    counter = value;
  }

  private void take() throws IOException {
    RandomAccessFile before = file;
    if (before != null) {
      before.close();
    }
    insistOnFile();
    TrustedFile opened = TrustedFile.open(spec, path.toString(), null, "rw", "opened for writing");
    inode = opened.inode;
    file = opened.file;
  }

  /** A page is never written through a link. */
  private void insistOnFile() throws IOException {
    if (!Inode.at(path).regular()) {
      throw new IOException(path + " is not a regular file");
    }
  }

  private void write(long value) throws IOException {
    RandomAccessFile open = file;
    if (open == null) {
      throw new IOException("not open");
    }
    open.seek(0);
    open.write(
        ByteBuffer.allocate(Layout.WORD).order(ByteOrder.nativeOrder()).putLong(value).array());
    counter = value;
  }

  private void replace(Path target, byte[] content, String mode) throws IOException {
    insistOnPlace(path.getParent());
    Path fresh = beside(".tmp");
    Files.deleteIfExists(fresh);
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
    }
    // Not at its creation: that would be subject to the umask.
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(mode));
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path beside(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  private static String bootId() throws IOException {
    return Files.readString(Path.of(BOOT_ID)).trim();
  }
}
