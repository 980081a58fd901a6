package dev.diverge.driver;

import java.io.IOException;

/** Somebody else could put another file there. The message says who, and what to do about it. */
final class UntrustedException extends IOException {
  private static final long serialVersionUID = 1;

  UntrustedException(String message) {
    super(message);
  }
}
