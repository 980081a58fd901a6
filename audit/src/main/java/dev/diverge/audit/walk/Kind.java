package dev.diverge.audit.walk;

/** What kind of value it is. */
public enum Kind {
  TEXT("text"),
  BYTES("bytes"),
  UUID("uuid"),
  NUMBER("number"),
  FRACTION("fraction"),
  KEY("key");

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  /** By which digests of one kind are told from those of another. */
  int domain() {
    return word.charAt(0);
  }

  public String word() {
    return word;
  }
}
