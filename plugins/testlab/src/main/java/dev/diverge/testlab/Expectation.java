package dev.diverge.testlab;

/** What clones must do with an emitter's values. */
public enum Expectation {
  /** No two clones may draw the same value: the reason for all this. */
  MUST_DIFFER,
  /** Every clone goes on with the one sequence that the user asked for by seeding. */
  MUST_EQUAL,
  /** Drawn for whoever reads the outcome; the lab judges nothing. */
  RECORDED
}
