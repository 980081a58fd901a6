package dev.diverge.agent.transition;

import dev.diverge.agent.actions.Action;
import dev.diverge.agent.actions.ActionSource;
import dev.diverge.agent.actions.Order;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What tracked resets leave for later in the transition. Thread-safe, without locks. */
public final class LeftActions implements ActionSource {

  private final Queue<Action> left = new ConcurrentLinkedQueue<>();

  public void add(String name, Order at, Callable<?> work) {
    left.add(new Action(name, at.place(), work));
  }

  @Override
  public void collect(long epoch, List<Action> into, Queue<String> failures) {
    for (Action action; (action = left.peek()) != null; ) {
      into.add(action);
      if (!left.remove(action)) {
        into.remove(into.size() - 1);
      }
    }
  }

  @Override
  public void tell(Map<String, String> into) {
    // Nobody registered these.
  }
}
