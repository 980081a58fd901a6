package dev.diverge.driver;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The sources in use, what each was last seen to say, and the epoch made of it. Immutable.
 *
 * <p>Where the kernel's log is followed besides another source, both tell of the same clone, one
 * some milliseconds after the other. Whichever comes first begins the epoch; the other is then
 * <em>owed</em>, once and for {@value #OWED_MILLIS} ms, and begins no epoch of its own.
 */
final class GenerationState {
  static final long OWED_MILLIS = 2000;

  final long epoch;

  /** Kind of the source that began this epoch. */
  final String changedBy;

  private final @Nullable Source[] sources;
  private final long[] seen;
  private final int owed;
  private final long owedSince;

  /** Whose word on the clone that began the epoch is still to come. */
  private static final int NOTHING = 0;

  private static final int BY_KERNEL = 1;
  private static final int BY_OTHERS = 2;

  /** Epoch 0, without a source yet in any of the places. */
  GenerationState(int places) {
    this(0, "none", new Source[places], new long[places], NOTHING, 0);
  }

  private GenerationState(
      long epoch,
      String changedBy,
      @Nullable Source[] sources,
      long[] seen,
      int owed,
      long owedSince) {
    this.epoch = epoch;
    this.changedBy = changedBy;
    this.sources = sources;
    this.seen = seen;
    this.owed = owed;
    this.owedSince = owedSince;
  }

  @Nullable Source source(int place) {
    return sources[place];
  }

  /** With one more source, whose present value is no change. */
  GenerationState with(int place, Source source, long value) {
    @Nullable Source[] more = sources.clone();
    long[] values = seen.clone();
    more[place] = source;
    values[place] = value;
    return new GenerationState(epoch, changedBy, more, values, owed, owedSince);
  }

  /** The next epoch, though no source says anything new. */
  GenerationState next(String by) {
    return new GenerationState(epoch + 1, by, sources, seen, owed, owedSince);
  }

  /**
   * Asks every source: this, if none says anything new; otherwise the state of the next epoch, or
   * of this one if what is new was owed.
   */
  GenerationState reread() {
    long[] values = seen;
    String by = changedBy;
    long byKernel = 0;
    boolean byOthers = false;
    for (int i = 0; i < sources.length; i++) {
      Source source = sources[i];
      if (source == null) {
        continue;
      }
      try {
        long value = source.generation();
        if (value != seen[i]) {
          if (values == seen) {
            values = seen.clone();
            by = source.kind();
          }
          values[i] = value;
          if (source.comesLate()) {
            byKernel += value - seen[i];
          } else {
            byOthers = true;
          }
        }
      } catch (IOException e) {
        // Says nothing now, so the last value counts; the follower reports it.
      }
    }
    return values == seen ? this : next(values, by, byKernel, byOthers);
  }

  private GenerationState next(long[] values, String by, long byKernel, boolean byOthers) {
    long now = System.nanoTime();
    boolean paid =
        byOthers ? byKernel == 0 && owed == BY_OTHERS : byKernel == 1 && owed == BY_KERNEL;
    if (paid && now - owedSince < OWED_MILLIS * 1_000_000) {
      return new GenerationState(epoch, changedBy, sources, values, NOTHING, 0);
    }
    int next = NOTHING;
    if (byKernel == 0 && hears(true)) {
      next = BY_KERNEL;
    } else if (!byOthers && hears(false)) {
      next = BY_OTHERS;
    }
    return new GenerationState(epoch + 1, by, sources, values, next, now);
  }

  /** Whether another word on a clone of the machine can be expected, of the kernel or of others. */
  private boolean hears(boolean kernel) {
    for (Source source : sources) {
      if (source != null
          && source.usable()
          && source.noticesMachines()
          && source.comesLate() == kernel) {
        return true;
      }
    }
    return false;
  }

  /** Tells the sources that what they were last seen to say is dealt with. */
  void confirmed() {
    for (int i = 0; i < sources.length; i++) {
      Source source = sources[i];
      if (source != null) {
        source.confirmed(seen[i]);
      }
    }
  }

  /** The memory of the first mapped source that is good. */
  @Nullable ByteBuffer mapped() {
    for (Source source : sources) {
      ByteBuffer page = source == null ? null : source.mapped();
      if (page != null) {
        return page;
      }
    }
    return null;
  }

  /** The kinds of the usable sources, joined by a plus sign, or "none". */
  String kinds() {
    StringBuilder kinds = new StringBuilder();
    for (Source source : sources) {
      if (source != null && source.usable()) {
        kinds.append(kinds.length() == 0 ? "" : "+").append(source.kind());
      }
    }
    return kinds.length() == 0 ? "none" : kinds.toString();
  }

  /** How many sources are in use, and work. */
  int usable() {
    int usable = 0;
    for (Source source : sources) {
      usable += source != null && source.usable() ? 1 : 0;
    }
    return usable;
  }

  void close() {
    for (Source source : sources) {
      if (source != null) {
        source.close();
      }
    }
  }
}
