package dev.diverge.driver;

import org.jspecify.annotations.Nullable;

/**
 * The place of one source that was asked for, whether or not it could be opened yet.
 *
 * <p>Used by one thread at a time: that which opens the generation, then the follower's.
 */
final class Slot {
  private final SourceSpec spec;

  /** Looked for by {@code auto}: that it is not there is no news. */
  private final boolean optional;

  private boolean hopeless;
  private final Trouble trouble = new Trouble();

  Slot(SourceSpec spec, boolean optional) {
    this.spec = spec;
    this.optional = optional;
  }

  /** Opens the source, or reports why not (once) and returns null. */
  @Nullable Source open(Mapper mapper, Generation.Listener listener) {
    if (hopeless) {
      return null;
    }
    try {
      Source source = Sources.open(spec, mapper);
      trouble.report(null, listener);
      return source;
    } catch (SourceRefusedException e) {
      hopeless = e.reason() == SourceRefusedException.Reason.UNAVAILABLE;
      boolean silent = optional && e.reason() == SourceRefusedException.Reason.ABSENT;
      trouble.report(silent ? null : e.getMessage() + consequence(), listener);
      return null;
    }
  }

  /** Reports what is wrong with the open source; null if nothing is. */
  void report(@Nullable String line, Generation.Listener listener) {
    trouble.report(line, listener);
  }

  private String consequence() {
    return hopeless ? "; going on without it" : "; not followed until that changes";
  }
}
