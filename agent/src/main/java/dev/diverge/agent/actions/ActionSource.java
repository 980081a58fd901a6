package dev.diverge.agent.actions;

import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Where registered actions come from. */
public interface ActionSource {

  /**
   * Adds what has not been done in the epoch and claims it: no other call for the same epoch adds
   * it again. Any thread, also two at a time. What is claimed is added, whatever is thrown, and
   * what is not added can be claimed by the next call: so first it is added, and taken away again
   * if another has claimed it.
   *
   * @param failures takes a line for what could not be asked
   */
  void collect(long epoch, List<Action> into, Queue<String> failures);

  /**
   * Says what is registered, for people.
   *
   * @param into takes a line by the name of the way it was registered
   */
  void tell(Map<String, String> into);
}
