package dev.diverge.driver;

/** The table of the sources that are built. One line and one class for each kind. */
final class Sources {

  private Sources() {}

  /**
   * Opens a source.
   *
   * @param heard what a source calls that has something new to say, on a thread of its own
   * @throws SourceRefusedException if there is none that could be used
   */
  static Source open(SourceSpec spec, Mapper mapper, Runnable heard) throws SourceRefusedException {
    return switch (spec.kind()) {
      case "vmclock" -> VmclockSource.open(spec, spec.place(), mapper);
      case "sysgenid" -> SysgenidSource.open(spec, spec.place(), mapper, heard);
      case "page" -> PageSource.open(spec, spec.place(), mapper);
      case "file" -> FileSource.open(spec, spec.place());
      case "kmsg" -> KmsgSource.open(spec, spec.place(), heard);
      case "crac" -> CracSource.open(spec, heard);
      case "criu" -> CriuSource.open(spec, CriuSource.STAT);
      default ->
          throw new SourceRefusedException(
              "source kind " + spec.kind() + " is not available in this version",
              SourceRefusedException.Reason.UNAVAILABLE);
    };
  }
}
