package dev.diverge.agent.actions;

import java.util.concurrent.Callable;

/**
 * One thing of the application's, or of a library's, to be done in this epoch.
 *
 * @param name what a report calls it
 * @param order lower goes first: {@link Order#place}
 * @param work returns false if there was nothing to do any more
 */
public record Action(String name, int order, Callable<?> work) implements Comparable<Action> {

  @Override
  public int compareTo(Action other) {
    return Integer.compare(order, other.order);
  }
}
