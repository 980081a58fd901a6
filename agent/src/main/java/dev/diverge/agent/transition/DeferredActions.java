package dev.diverge.agent.transition;

import dev.diverge.agent.actions.Action;
import dev.diverge.agent.actions.ActionSource;
import dev.diverge.integrations.Phase;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What tracked resets leave for when all of them are done. Thread-safe, without locks. */
public final class DeferredActions implements ActionSource {

  /** When nobody waits for the libraries any more, before what the application registered. */
  private static final int ORDER = Action.order(Phase.APPLICATION) + 1;

  private final Queue<Action> left = new ConcurrentLinkedQueue<>();

  public void add(String name, Callable<?> work) {
    left.add(new Action(name, ORDER, work));
  }

  @Override
  public void collect(long epoch, List<Action> into, Queue<String> failures) {
    for (Action action; (action = left.poll()) != null; ) {
      into.add(action);
    }
  }

  @Override
  public void tell(Map<String, String> into) {
    // Nobody registered these.
  }
}
