package dev.diverge.scan.judge;

import dev.diverge.integrations.Library;

/**
 * Whether something is seen to on a clone.
 *
 * @param by who sees to it, or knows it and does not; empty for nobody
 */
public record Seen(Verdict verdict, String by) {

  public static final Seen NOBODY = new Seen(Verdict.UNCOVERED, "");

  /** By the integration that names its class. */
  public static Seen by(Library library) {
    return new Seen(
        library.reset().isEmpty() ? Verdict.UNCOVERED : Verdict.COVERED, library.name());
  }

  /** By the agent's guard of random-number classes that no integration names. */
  public static Seen asGenerator() {
    return new Seen(Verdict.GUARDED, "generators");
  }
}
