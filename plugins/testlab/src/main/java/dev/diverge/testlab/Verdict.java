package dev.diverge.testlab;

/** What the lab says of an emitter. */
public enum Verdict {
  GOOD,
  /** It must differ, and two draws were the same. */
  REPEATED,
  /** It must be equal, and a clone left the sequence. */
  CHANGED,
  /** It threw, or no clone lived to draw from it. */
  FAILED,
  SKIPPED
}
