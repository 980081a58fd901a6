package dev.diverge.agent.weave;

/** A class that cannot be woven so that it would still verify: it is left alone, and reported. */
final class Unweavable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Unweavable(String method, String why) {
    super(method.concat(" ").concat(why), null, false, false);
  }

  /** As part of a line for people. */
  @Override
  @SuppressWarnings("OverrideThrowableToString")
  public String toString() {
    return String.valueOf(getMessage());
  }
}
