package dev.diverge.driver;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * {@code file:PATH}: a text file whose first 4 KiB, white space around them aside, are the
 * generation: a number, a UUID, anything.
 *
 * <p>Asynchronous. An empty or missing file says nothing, and the last value counts. A writer
 * should rename a finished file over this one: a text seen half-written is one change, the whole
 * text the next.
 */
final class FileSource implements Source {
  private static final int LIMIT = 4096;

  private final SourceSpec spec;
  private final String path;

  /** What was wrong at the last look. */
  private volatile @Nullable String fault;

  private FileSource(SourceSpec spec, String path) {
    this.spec = spec;
    this.path = path;
  }

  static FileSource open(SourceSpec spec, String path) throws SourceRefusedException {
    FileSource source = new FileSource(spec, path);
    source.read();
    return source;
  }

  /** Opens the file anew each time, since it may be another one. Tens of microseconds. */
  @Override
  public long generation() throws IOException {
    return read();
  }

  @Override
  public @Nullable String tend() {
    String before = fault;
    fault = look();
    // A writer that truncates and then writes leaves it empty for a moment: only the second look in
    // a
    // row that finds nothing is worth a word.
    return before == null || fault == null ? null : fault;
  }

  @Override
  public SourceSpec spec() {
    return spec;
  }

  @Override
  public String merit(String besides) {
    return path + ", read at every poll";
  }

  @Override
  public boolean usable() {
    return fault == null;
  }

  @Override
  public void close() {}

  private @Nullable String look() {
    try {
      read();
      return null;
    } catch (SourceRefusedException e) {
      return e.getMessage() + "; its last value is kept until then";
    }
  }

  private long read() throws SourceRefusedException {
    byte[] text = new byte[LIMIT];
    int to;
    // Not interruptible, unlike a channel.
    try (TrustedFile in = TrustedFile.open(spec, path, null, "r", "read")) {
      to = TrustedFile.fill(in.file, text);
    } catch (SourceRefusedException e) {
      throw e;
    } catch (IOException e) {
      throw Inode.refused(spec, "cannot be read: " + e.getMessage());
    }
    int from = 0;
    while (from < to && text[from] >= 0 && text[from] <= ' ') {
      from++;
    }
    while (from < to && text[to - 1] >= 0 && text[to - 1] <= ' ') {
      to--;
    }
    if (from == to) {
      throw Inode.refused(spec, "empty");
    }
    return TextHash.of(text, from, to);
  }
}
