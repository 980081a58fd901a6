package dev.diverge.driver;

/**
 * What {@code auto} makes of one kind of source on this machine, as this user. Immutable.
 *
 * @param kind in the user's word: {@code kmsg}
 * @param verdict whether it is used
 * @param reason for people, a sentence without its full stop; never a generation value
 */
public record SourceVerdict(String kind, Verdict verdict, String reason) {

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
}
