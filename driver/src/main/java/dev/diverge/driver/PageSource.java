package dev.diverge.driver;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * {@code page:PATH}: a regular file of at least 8 bytes whose first 8 are the generation, in native
 * byte order. What the kernel reviewers of the vmgenid proposal asked for instead of a UUID, which
 * can tear.
 *
 * <p>Its publisher stores the word with one aligned 8-byte store, or writes another file and
 * renames it over this one. It must not truncate: whoever loads meanwhile faults.
 *
 * <p>Under a running JVM the file may be replaced (the new one is mapped), deleted (the old one's
 * memory stays good and is kept, the path is watched) or truncated (the memory is given up until a
 * whole file is there). If others may write it from now on, that is said, and it stays in use.
 *
 * <p>Memory may go on showing what the file no longer says: an overlay copies a file up at the
 * first write, and some file systems change it behind the mapping. So each look reads the file,
 * too; one that says otherwise is mapped anew. Where that does not help, where the page was
 * truncated {@value #TRUNCATIONS} times, or where it was mapped as often as an {@link RemapLimit}
 * grants, it is not mapped any more, and read at each look.
 */
final class PageSource implements Source {
  private static final int TRUNCATIONS = 2;
  private static final Layout LAYOUT = new Layout("page", Layout.WORD, 0, null);

  private final SourceSpec spec;
  private final String path;
  private final Mapper mapper;
  private final Layout layout;
  private volatile PageView view;

  /** Whether what is mapped cannot tell of a clone any more. */
  private volatile boolean hidden;

  /** Made by the first look. */
  private @Nullable UnchangedFile unchanged;

  /** Made when it is first to be mapped anew, which it seldom is. */
  private @Nullable RemapLimit allowance;

  /** How often it was truncated. */
  private int truncations;

  /** A file that its memory does not follow. */
  private @Nullable Inode incoherent;

  private PageSource(SourceSpec spec, String path, Mapper mapper, Layout layout, PageView view) {
    this.spec = spec;
    this.path = path;
    this.mapper = mapper;
    this.layout = layout;
    this.view = view;
  }

  static PageSource open(SourceSpec spec, String path, Mapper mapper)
      throws SourceRefusedException {
    return open(spec, path, mapper, LAYOUT);
  }

  /** The same care for another layout. */
  static PageSource open(SourceSpec spec, String path, Mapper mapper, Layout layout)
      throws SourceRefusedException {
    return new PageSource(spec, path, mapper, layout, PageView.map(spec, path, mapper, layout));
  }

  /**
   * The same, where the system maps it at all.
   *
   * @param shorter whether a file that is too short to be mapped will do as well
   * @return null if it has to be read
   */
  static @Nullable PageSource openIfMappable(
      SourceSpec spec, String path, Mapper mapper, Layout layout, boolean shorter)
      throws SourceRefusedException {
    try {
      return open(spec, path, mapper, layout);
    } catch (SourceRefusedException e) {
      if (e.reason() == SourceRefusedException.Reason.UNMAPPABLE
          || (shorter && e.reason() == SourceRefusedException.Reason.SHORT)) {
        return null;
      }
      throw e;
    }
  }

  static SourceVerdict absence(SourceSpec spec) {
    return SourceVerdict.absent(
        spec, "no " + spec.place() + ": no publisher (java -jar diverge.jar publish) on this node");
  }

  @Override
  public long generation() throws IOException {
    while (true) {
      PageView current = view;
      try {
        return current.word();
      } catch (IOException e) {
        // If it was replaced under our hands, the new one is asked.
        if (current == view) {
          throw e;
        }
      }
    }
  }

  @Override
  public @Nullable String tend() {
    PageView current = view;
    boolean known = !current.usable();
    boolean whole = current.whole();
    if (!whole && !known) {
      // Said at once, before anything that takes time: loads may fault from now on.
      if (current.isMapped()) {
        truncations++;
      }
      return truncated();
    }
    UnchangedFile file = unchanged();
    if (whole && file.isSo()) {
      return null;
    }
    file.forget();
    try {
      Inode there = layout.examine(spec, path);
      hidden = false;
      boolean same = current.shows(there);
      boolean agrees = there.device() || current.agrees();
      if (!whole || !same || !agrees || (!current.isMapped() && mappable(there))) {
        renew(current, there, same && !agrees);
      } else if (current.isMapped() && !there.device()) {
        file.judged();
      }
      return note();
    } catch (SourceRefusedException e) {
      hidden = e.reason() == SourceRefusedException.Reason.HIDDEN;
      if (whole && hidden) {
        return e.getMessage() + "; a clone may go unnoticed until then";
      }
      if (whole && current.isMapped()) {
        return e.getMessage() + "; the memory mapped from it before stays in use";
      }
      current.lose();
      return e.reason() == SourceRefusedException.Reason.SHORT
          ? truncated()
          : e.getMessage() + "; not followed until that changes";
    }
  }

  @Override
  public SourceSpec spec() {
    return spec;
  }

  @Override
  public String merit(String besides) {
    String type = Mounts.type(path);
    return Mounts.isCoherent(type)
        ? path + ", mapped: as quick as its publisher"
        : path
            + ", mapped, which cannot be relied on: on this file system ("
            + type
            + ") memory may go on showing what the file no longer says; a change is noticed by the"
            + " next poll at the latest";
  }

  @Override
  public @Nullable String silence() {
    long seconds = Publisher.silentSeconds(path);
    return seconds == 0
        ? null
        : path
            + ", mapped, but its publisher has not been heard of for "
            + seconds / 60
            + " minutes, and writes once a minute: see that it runs";
  }

  /** The page of the file mapped last, also when that was deleted; null when it was truncated. */
  @Override
  public @Nullable ByteBuffer mapped() {
    return view.wordMemory();
  }

  /** True as long as its memory is good: a deleted page still is, and is waited for. */
  @Override
  public boolean usable() {
    return !hidden && view.usable();
  }

  @Override
  public void close() {
    view.close();
  }

  @Override
  public void discard() {
    view.discard(mapper);
  }

  /** All that is mapped, in native order; null when it was truncated or is not mapped. */
  @Nullable ByteBuffer page() {
    return view.page();
  }

  /** Whether it is read at each look instead of mapped. */
  boolean isRead() {
    return !view.isMapped();
  }

  private void renew(PageView current, Inode there, boolean stale) throws SourceRefusedException {
    PageView next = null;
    if (mappable(there)) {
      next = PageView.map(spec, path, mapper, layout);
      if (stale && !next.agrees()) {
        incoherent = there;
        next.discard(mapper);
        next = null;
      } else {
        allowance().take();
      }
    }
    view = next == null ? PageView.read(spec, path, layout) : next;
    current.close();
  }

  private boolean mappable(Inode there) {
    Inode never = incoherent;
    return there.device()
        || (truncations < TRUNCATIONS
            && (never == null || !never.same(there))
            && allowance().any());
  }

  private UnchangedFile unchanged() {
    UnchangedFile made = unchanged;
    if (made == null) {
      made = new UnchangedFile(path);
      unchanged = made;
    }
    return made;
  }

  private RemapLimit allowance() {
    RemapLimit those = allowance;
    if (those == null) {
      those = new RemapLimit();
      allowance = those;
    }
    return those;
  }

  /** Why it is read, if nothing else has told of that. */
  private @Nullable String note() {
    return incoherent == null || !isRead()
        ? null
        : Inode.line(
            spec, "its memory does not follow the file on this file system; read at each look");
  }

  private String truncated() {
    return Inode.line(spec, "truncated; not followed until it is whole again");
  }
}
