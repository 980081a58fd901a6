package dev.diverge.driver;

import java.io.IOException;

/** A source cannot be used. The message says which, and why; it never holds a generation value. */
public final class SourceRefusedException extends IOException {
  private static final long serialVersionUID = 1;

  /** Why, as far as it decides what happens next. */
  enum Reason {
    /** This version has no such source: it is not asked for again. */
    UNAVAILABLE,
    /** Nothing is at the path. */
    ABSENT,
    /** It is there, and what will replace it cannot be seen from here. */
    HIDDEN,
    /** It is there and can be trusted, but not mapped, or not opened: it may still be read. */
    UNMAPPABLE,
    /** A file is there, and shorter than it has to be. */
    SHORT,
    /** Something is there, and it will not do as it is. */
    UNFIT
  }

  private final Reason reason;

  SourceRefusedException(String message, Reason reason) {
    super(message);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
