package dev.diverge.testapps.matrix;

/**
 * One source that was followed somewhere, and how that is known.
 *
 * @param place where the JVM ran
 * @param source as the {@code source} option has it
 */
record Fact(Place place, String source, Shown shown) {

  /** Weakest first. */
  enum Shown {
    /** A file of that layout, or a stand-in of the platform's calls, changed under a JVM. */
    STAND_IN("stand-in"),
    /** Copies of a running JVM were compared, and nothing repeated. */
    CLONES("**clones**");

    final String word;

    Shown(String word) {
      this.word = word;
    }
  }

  /**
   * Where a JVM ran.
   *
   * @param copied what made the copies
   */
  record Place(String jdk, String os, String kernel, String copied) {}

  /** The opposite of {@link #toString}. */
  static Fact of(String line) {
    String[] parts = line.split("\t", -1);
    return new Fact(
        new Place(parts[0], parts[1], parts[2], parts[3]), parts[4], Shown.valueOf(parts[5]));
  }

  @Override
  public String toString() {
    return String.join("\t", place.jdk, place.os, place.kernel, place.copied, source, shown.name());
  }
}
