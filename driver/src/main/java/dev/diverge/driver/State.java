package dev.diverge.driver;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The sources in use, what each was last seen to say, and the epoch made of it. Immutable. */
final class State {
  final long epoch;

  /** Kind of the source that began this epoch. */
  final String changedBy;

  private final @Nullable Source[] sources;
  private final long[] seen;

  /** Epoch 0, without a source yet in any of the places. */
  State(int places) {
    this(0, "none", new Source[places], new long[places]);
  }

  private State(long epoch, String changedBy, @Nullable Source[] sources, long[] seen) {
    this.epoch = epoch;
    this.changedBy = changedBy;
    this.sources = sources;
    this.seen = seen;
  }

  @Nullable Source source(int place) {
    return sources[place];
  }

  /** With one more source, whose present value is no change. */
  State with(int place, Source source, long value) {
    @Nullable Source[] more = sources.clone();
    long[] values = seen.clone();
    more[place] = source;
    values[place] = value;
    return new State(epoch, changedBy, more, values);
  }

  /** The next epoch, though no source says anything new. */
  State next(String by) {
    return new State(epoch + 1, by, sources, seen);
  }

  /** Asks every source: this, if none says anything new; otherwise the state of the next epoch. */
  State reread() {
    long[] values = seen;
    String by = changedBy;
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
        }
      } catch (IOException e) {
        // Says nothing now, so the last value counts; the follower reports it.
      }
    }
    return values == seen ? this : new State(epoch + 1, by, sources, values);
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

  boolean usable() {
    for (Source source : sources) {
      if (source != null && source.usable()) {
        return true;
      }
    }
    return false;
  }

  void close() {
    for (Source source : sources) {
      if (source != null) {
        source.close();
      }
    }
  }
}
