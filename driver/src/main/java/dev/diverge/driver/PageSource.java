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
 */
final class PageSource implements Source {
  private final SourceSpec spec;
  private final String path;
  private final Mapper mapper;
  private final Layout layout;
  private volatile PageView view;

  private PageSource(SourceSpec spec, String path, Mapper mapper, Layout layout, PageView view) {
    this.spec = spec;
    this.path = path;
    this.mapper = mapper;
    this.layout = layout;
    this.view = view;
  }

  static PageSource open(SourceSpec spec, String path, Mapper mapper)
      throws SourceRefusedException {
    return open(spec, path, mapper, Layout.PAGE);
  }

  /** The same care for another layout. */
  static PageSource open(SourceSpec spec, String path, Mapper mapper, Layout layout)
      throws SourceRefusedException {
    return new PageSource(spec, path, mapper, layout, PageView.open(spec, path, mapper, layout));
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
    boolean known = !usable();
    boolean whole = current.whole();
    if (!whole && !known) {
      // Said at once, before anything that takes time: loads may fault from now on.
      return truncated();
    }
    try {
      if (whole && current.shows(layout.examine(spec, path))) {
        return null;
      }
      view = PageView.open(spec, path, mapper, layout);
      current.close();
      return null;
    } catch (SourceRefusedException e) {
      if (whole) {
        return e.getMessage() + "; the memory mapped from it before stays in use";
      }
      return e.reason() == SourceRefusedException.Reason.SHORT
          ? truncated()
          : e.getMessage() + "; not followed until that changes";
    }
  }

  @Override
  public String kind() {
    return spec.kind();
  }

  @Override
  public String describe() {
    return spec.text();
  }

  /** The page of the file mapped last, also when that was deleted; null when it was truncated. */
  @Override
  public @Nullable ByteBuffer mapped() {
    return view.wordMemory();
  }

  /** True as long as its memory is good: a deleted page still is, and is waited for. */
  @Override
  public boolean usable() {
    return view.wordMemory() != null;
  }

  @Override
  public void close() {
    view.close();
  }

  /** All that is mapped, in native order; null when it was truncated. */
  @Nullable ByteBuffer page() {
    return view.page();
  }

  private String truncated() {
    return Inode.line(spec, "truncated; not followed until it is whole again");
  }
}
