package dev.diverge.driver;

import java.io.IOException;

/** A file will not do as a source. The message says why, and what to do about it. */
final class UntrustedException extends IOException {
  private static final long serialVersionUID = 1;

  /** Whether what is there cannot change any more. */
  final boolean hidden;

  UntrustedException(String message) {
    this(message, false);
  }

  UntrustedException(String message, boolean hidden) {
    super(message);
    this.hidden = hidden;
  }
}
