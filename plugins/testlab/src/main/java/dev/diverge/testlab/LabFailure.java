package dev.diverge.testlab;

import org.jspecify.annotations.Nullable;

/** The lab itself did not come to an outcome; the message has what the original said. */
public final class LabFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  LabFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
