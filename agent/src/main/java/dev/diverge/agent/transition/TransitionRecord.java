package dev.diverge.agent.transition;

import java.util.List;

/**
 * One transition as it went.
 *
 * @param by the source's kind, or {@code drill}
 * @param states how many states were reset
 * @param nanos from the notice to the confirmation
 * @param failures a line for each reset or action that failed; the epoch is confirmed all the same
 * @param at when it ended, in milliseconds of the system's clock
 */
public record TransitionRecord(
    long epoch,
    String by,
    int states,
    long nanos,
    List<ResetDone> resets,
    List<String> failures,
    long at) {

  /** What began the epoch of a drill, where a clone has the kind of the source. */
  static final String DRILL = "drill";

  public boolean isDrill() {
    return by.equals(DRILL);
  }

  public long millis() {
    return (nanos + 500_000) / 1_000_000;
  }

  public String line() {
    return (isDrill() ? "drill: " : "clone detected: ").concat(summary());
  }

  /** {@code epoch 1 (page), 20 states reset in 2 ms}. */
  public String summary() {
    return "epoch "
        + epoch
        + (isDrill() ? "" : " (" + by + ")")
        + ", "
        + states
        + " states reset in "
        + millis()
        + " ms";
  }
}
