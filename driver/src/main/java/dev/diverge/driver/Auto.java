package dev.diverge.driver;

import java.io.File;

/**
 * What {@code auto} stands for. Looks at names in the file system only: it runs before every main.
 */
final class Auto {
  /** Where a node's publisher puts its page by convention. */
  static final String USUAL_PAGE = "/run/diverge/generation";

  private Auto() {}

  /**
   * Best first. The first three are alternatives: the best that can be used is the guard's. The
   * kernel's log is followed besides them: it is the signal for the second reseed, and all there is
   * if none of them is there, or if a page's publisher has died.
   */
  static SourceSpec[] candidates() {
    return new SourceSpec[] {
      new SourceSpec("vmclock", null),
      new SourceSpec("sysgenid", null),
      new SourceSpec("page", USUAL_PAGE),
      new SourceSpec("kmsg", null),
      new SourceSpec("crac", null),
      new SourceSpec("criu", null),
    };
  }

  /** Whether it is one of those of which the best is enough. */
  static boolean alternative(SourceSpec spec) {
    return switch (spec.kind()) {
      case "vmclock", "sysgenid", "page" -> true;
      default -> false;
    };
  }

  /** Whether it is worth trying to open. */
  static boolean present(SourceSpec spec) {
    return switch (spec.kind()) {
      // A log in which the line never comes would be no source, but look like one.
      case "kmsg" -> new File(spec.place()).exists() && Devices.hasVmgenid();
      case "crac" -> CracSource.inJdk();
      case "criu" -> true;
      default -> new File(spec.place()).exists();
    };
  }
}
