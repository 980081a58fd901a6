package dev.diverge.driver;

/**
 * What {@code auto} makes of one kind of source on this machine, as this user. Immutable.
 *
 * @param kind in the user's word: {@code kmsg}
 * @param verdict whether it is used
 * @param reason for people, a sentence without its full stop; never a generation value
 * @param ofMachine whether it is followed and notices clones of the machine
 */
public record SourceVerdict(String kind, Verdict verdict, String reason, boolean ofMachine) {

  /** Whether it is used, and if not, what keeps it from that. */
  public enum Verdict {
    /** Followed. */
    CHOSEN,
    /** Followed, but whoever should tell of a clone there seems to be gone. */
    SILENT,
    /** Could be followed; a better one is. */
    SPARE,
    /** Something is there, and will not do as it is. */
    UNUSABLE,
    /** Nothing is there. */
    ABSENT
  }

  static SourceVerdict absent(SourceSpec spec, String reason) {
    return new SourceVerdict(spec.kind(), Verdict.ABSENT, reason, false);
  }

  static SourceVerdict unusable(SourceSpec spec, String reason) {
    return new SourceVerdict(spec.kind(), Verdict.UNUSABLE, reason, false);
  }

  static SourceVerdict spare(SourceSpec spec, String reason) {
    return new SourceVerdict(spec.kind(), Verdict.SPARE, reason, false);
  }

  /** What is said of a source that could be opened, and is followed. */
  static SourceVerdict followed(Source source, String besides) {
    String silence = source.silence();
    return new SourceVerdict(
        source.kind(),
        silence == null ? Verdict.CHOSEN : Verdict.SILENT,
        silence == null ? source.merit(besides) : silence,
        source.noticesMachines());
  }

  boolean isFollowed() {
    return verdict == Verdict.CHOSEN || verdict == Verdict.SILENT;
  }
}
