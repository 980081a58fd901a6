package dev.diverge.driver;

import org.jspecify.annotations.Nullable;

/**
 * The place of one source that was asked for, whether or not it could be opened yet.
 *
 * <p>Used by one thread at a time: that which opens the generation, then the follower's.
 */
final class SourceSlot {
  private final SourceSpec spec;

  /** How many looks for something that {@code auto} did not find are skipped. */
  private static final int SKIPPED = 9;

  /** Looked for by {@code auto}: that it is not there is no news. */
  final boolean optional;

  private int skip;

  private boolean hopeless;
  private boolean missed;
  private final Trouble trouble = new Trouble();

  SourceSlot(SourceSpec spec, boolean optional) {
    this.spec = spec;
    this.optional = optional;
  }

  /** Opens the source, or reports why not (once) and returns null. */
  @Nullable Source open(Mapper mapper, SourceNews news, Generation.Listener listener) {
    if (hopeless) {
      return null;
    }
    if (skip > 0) {
      skip--;
      return null;
    }
    if (optional) {
      skip = spec.known().tellsByAppearing() ? 0 : SKIPPED;
      if (!SourceKind.isThere(spec)) {
        missed = true;
        trouble.report(null, listener);
        return null;
      }
    }
    try {
      Source source = SourceKind.open(spec, mapper, news);
      trouble.report(null, listener);
      return source;
    } catch (SourceRefusedException e) {
      hopeless = e.reason() == SourceRefusedException.Reason.UNAVAILABLE;
      boolean silent = optional && !meant(e);
      trouble.report(silent ? null : e.getMessage() + consequence(), listener);
      return null;
    }
  }

  /** Reports what is wrong with the open source; null if nothing is. */
  void report(@Nullable String line, Generation.Listener listener) {
    trouble.report(line, listener);
  }

  /** One of several in {@code auto} of which the best is enough. */
  boolean alternative() {
    return optional && spec.known().alternative();
  }

  /** Whether it was opened because it has appeared, and says by that that there was a clone. */
  boolean tellsByAppearing() {
    return optional && missed && spec.known().tellsByAppearing();
  }

  /** What source it is, in the user's words. */
  String text() {
    return spec.text();
  }

  /** A file was put there for us; a device that serves others only is what most machines have. */
  private boolean meant(SourceRefusedException e) {
    return spec.known().needsPath() && e.reason() != SourceRefusedException.Reason.ABSENT;
  }

  private String consequence() {
    return hopeless ? "; going on without it" : "; not followed until that changes";
  }
}
