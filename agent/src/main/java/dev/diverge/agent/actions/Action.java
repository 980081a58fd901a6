package dev.diverge.agent.actions;

import dev.diverge.integrations.Phase;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * One thing of the application's, or of a library's, to be done in this epoch.
 *
 * @param name what a report calls it
 * @param order lower goes first
 * @param work returns false if there was nothing to do any more
 */
public record Action(String name, int order, Callable<?> work) implements Comparable<Action> {

  /** The order of what a library needs in that phase: before all that the application has. */
  public static int order(Phase phase) {
    return Integer.MIN_VALUE + List.of(Phase.values()).indexOf(phase);
  }

  @Override
  public int compareTo(Action other) {
    return Integer.compare(order, other.order);
  }
}
