package dev.diverge.driver;

import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of source that a user may name: a class and a row each, best first. What a kind's class
 * says of itself once it is open, {@link Source} has: its merit, and whether it notices clones of
 * the machine.
 */
enum SourceKind {
  // A device, which tells of this machine: auto takes the best of those that may be alone.
  VMCLOCK(
      "vmclock",
      PathUse.OPTIONAL,
      TakenBy.AUTO | TakenBy.ALONE | TakenBy.PUBLISHED,
      "/dev/vmclock0"),
  SYSGENID(
      "sysgenid",
      PathUse.OPTIONAL,
      TakenBy.AUTO | TakenBy.ALONE | TakenBy.PUBLISHED,
      "/dev/sysgenid"),
  // Where a node's publisher puts its page by convention.
  PAGE("page", PathUse.REQUIRED, TakenBy.AUTO | TakenBy.ALONE, "/run/diverge/generation"),
  // Where platforms' own agents put a number or a token, some of them at the first clone only.
  FILE(
      "file",
      PathUse.REQUIRED,
      TakenBy.AUTO | TakenBy.ALONE,
      "/run/sandbox/fork-generation",
      "/run/aerolvm/clone-generation"),
  // Besides those: the signal for the second reseed, and all there is if none of them is there.
  KMSG("kmsg", PathUse.OPTIONAL, TakenBy.AUTO | TakenBy.PUBLISHED, "/dev/kmsg"),
  // The platform restores the machine and tells the process.
  SNAPSTART("snapstart", PathUse.NONE, TakenBy.AUTO),
  // About this process only.
  CRAC("crac", PathUse.NONE, TakenBy.AUTO),
  CRIU("criu", PathUse.NONE, TakenBy.AUTO, "/proc/self/stat"),
  // No source, and all of the above that auto takes.
  NONE("none", PathUse.NONE, 0),
  AUTO("auto", PathUse.NONE, 0);

  private static volatile @Nullable Boolean snapStart;

  final String word;
  private final int path;

  private final int use;

  /** Where it is if the user does not say; none if there is no usual place. */
  @SuppressWarnings("ImmutableEnumChecker") // never written to, never handed out
  private final String[] places;

  /** Whether the user says where it is. No enum: it would be one more class before every main. */
  private interface PathUse {
    int NONE = 0;
    int OPTIONAL = 1;
    int REQUIRED = 2;
  }

  /** What takes it unasked. */
  private interface TakenBy {
    /** {@code auto} looks for it. */
    int AUTO = 1;

    /** It is one of those of which {@code auto} takes the best that can be used. */
    int ALONE = 2;

    /** A publisher takes it. Never this machine's page, which would feed on itself. */
    int PUBLISHED = 4;
  }

  SourceKind(String word, int path, int use, String... places) {
    this.word = word;
    this.path = path;
    this.use = use;
    this.places = places;
  }

  /**
   * Opens a source.
   *
   * @param news what a source calls that hears of things on a thread of its own
   * @throws SourceRefusedException if there is none that could be used
   */
  static Source open(SourceSpec spec, Mapper mapper, SourceNews news)
      throws SourceRefusedException {
    String path = spec.place();
    return switch (spec.known()) {
      case VMCLOCK -> VmclockSource.open(spec, path, mapper);
      case SYSGENID -> SysgenidSource.open(spec, path, mapper, news);
      case PAGE -> PageSource.open(spec, path, mapper);
      case FILE -> FileSource.open(spec, path);
      case KMSG -> KmsgSource.open(spec, path, news);
      case SNAPSTART -> SnapStartSource.open(spec, news);
      case CRAC -> CracSource.open(spec, news);
      case CRIU -> CriuSource.open(spec, path);
      case NONE, AUTO -> throw new IllegalArgumentException(spec.kind() + " is no source");
    };
  }

  /** Whether {@code auto} tries to open it; by names in the file system, before every main. */
  static boolean isThere(SourceSpec spec) {
    return switch (spec.known()) {
      case KMSG -> KmsgSource.isThere(spec.place());
      case SNAPSTART -> isOnSnapStart();
      case CRAC -> CracSource.inJdk();
      default -> new File(spec.place()).exists();
    };
  }

  /** Asked once: what a process was started with does not change. */
  private static boolean isOnSnapStart() {
    Boolean said = snapStart;
    if (said == null) {
      String variable = SnapStartSource.VARIABLE;
      said = SnapStartSource.SNAP_START.equals(Environment.beginning(variable).get(variable));
      snapStart = said;
    }
    return said;
  }

  /** Why it is not, for people. */
  static SourceVerdict absence(SourceSpec spec) {
    return switch (spec.known()) {
      case VMCLOCK -> VmclockSource.absence(spec);
      case PAGE -> PageSource.absence(spec);
      case KMSG -> KmsgSource.absence(spec);
      case SNAPSTART -> SnapStartSource.absence(spec);
      case CRAC -> SourceVerdict.absent(spec, "this JVM cannot be checkpointed itself");
      default -> SourceVerdict.absent(spec, "no " + spec.place());
    };
  }

  /** What {@code auto} stands for. */
  static SourceSpec[] autos() {
    return taken(TakenBy.AUTO);
  }

  /** What a publisher follows unless told. */
  static SourceSpec[] published() {
    return taken(TakenBy.PUBLISHED);
  }

  /** The kind of that name, or null. */
  static @Nullable SourceKind named(String word) {
    for (SourceKind kind : values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    return null;
  }

  static String names() {
    StringBuilder names = new StringBuilder();
    for (SourceKind kind : values()) {
      names.append(names.length() == 0 ? "" : ", ").append(kind.word);
    }
    return names.toString();
  }

  /**
   * Whether one that {@code auto} looked for in vain tells of a clone by being there: a platform's
   * agent may write its file at the first clone only.
   */
  boolean tellsByAppearing() {
    return this == FILE;
  }

  boolean takesPath() {
    return path != PathUse.NONE;
  }

  boolean needsPath() {
    return path == PathUse.REQUIRED;
  }

  /** Where it is if the user does not say, else nothing. */
  String place() {
    return places.length == 0 ? "" : places[0];
  }

  /** Whether {@code auto} takes the best of these alone. */
  boolean alternative() {
    return (use & TakenBy.ALONE) != 0;
  }

  private static SourceSpec[] taken(int by) {
    int count = 0;
    SourceSpec[] specs = new SourceSpec[2 * values().length];
    for (SourceKind kind : values()) {
      if ((kind.use & by) == 0) {
        continue;
      }
      if (!kind.needsPath()) {
        specs[count++] = new SourceSpec(kind.word, null);
        continue;
      }
      for (String place : kind.places) {
        specs[count++] = new SourceSpec(kind.word, place);
      }
    }
    SourceSpec[] those = new SourceSpec[count];
    System.arraycopy(specs, 0, those, 0, count);
    return those;
  }
}
