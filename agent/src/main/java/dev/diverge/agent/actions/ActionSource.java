package dev.diverge.agent.actions;

import java.util.List;

/** Where registered actions come from. */
public interface ActionSource {

  /**
   * Adds what has not been done in the epoch and claims it: no other call for the same epoch adds
   * it again. Any thread, also two at a time.
   */
  void collect(long epoch, List<Action> into);
}
