package dev.diverge.scan.judge;

/** Who sees to a field on a clone. */
public enum Verdict {
  COVERED("covered"),
  GUARDED("guarded"),
  REGISTERED("registered"),
  UNCOVERED("uncovered");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
