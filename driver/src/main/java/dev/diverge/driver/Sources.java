package dev.diverge.driver;

/** The table of the sources that are built. One line and one class for each kind. */
final class Sources {
  /** Where a node's publisher puts its page by convention. */
  static final String USUAL_PAGE = "/run/diverge/generation";

  private Sources() {}

  /** What {@code auto} looks for, best first: the first mapped one that is there is the guard's. */
  static SourceSpec[] auto(String usualPage) {
    return new SourceSpec[] {
      // Better ones go above it: vmclock, sysgenid (synchronous, and from the hypervisor itself).
      new SourceSpec("page", usualPage),
      // Asynchronous ones go below: kmsg, crac, criu.
    };
  }

  /**
   * Opens a source.
   *
   * @throws SourceRefusedException if there is none that could be used
   */
  static Source open(SourceSpec spec, Mapper mapper) throws SourceRefusedException {
    return switch (spec.kind()) {
      case "page" -> PageSource.open(spec, spec.place(), mapper);
      case "file" -> FileSource.open(spec, spec.place());
      default ->
          throw new SourceRefusedException(
              "source kind " + spec.kind() + " is not available in this version",
              SourceRefusedException.Reason.UNAVAILABLE);
    };
  }
}
