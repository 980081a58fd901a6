package dev.diverge.driver;

import org.jspecify.annotations.Nullable;

/** The words a user may say for a source, and whether a path goes with them. */
enum Kind {
  VMCLOCK("vmclock", true, "/dev/vmclock0"),
  SYSGENID("sysgenid", true, "/dev/sysgenid"),
  PAGE("page", true, null),
  FILE("file", true, null),
  KMSG("kmsg", true, "/dev/kmsg"),
  CRAC("crac", false, null),
  CRIU("criu", false, null),
  NONE("none", false, null),
  AUTO("auto", false, null);

  final String word;
  final boolean takesPath;

  /** Where it is if the user does not say; null if there is no usual place. */
  final @Nullable String usualPath;

  Kind(String word, boolean takesPath, @Nullable String usualPath) {
    this.word = word;
    this.takesPath = takesPath;
    this.usualPath = usualPath;
  }

  boolean needsPath() {
    return takesPath && usualPath == null;
  }

  /** The kind of that name, or null. */
  static @Nullable Kind named(String word) {
    for (Kind kind : values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    return null;
  }

  static String names() {
    StringBuilder names = new StringBuilder();
    for (Kind kind : values()) {
      names.append(names.length() == 0 ? "" : ", ").append(kind.word);
    }
    return names.toString();
  }
}
