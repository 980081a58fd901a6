package dev.diverge.agent.actions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** All that is registered, from whatever source. Thread-safe. */
public final class Actions {

  private final List<ActionSource> sources = new CopyOnWriteArrayList<>();

  public void add(ActionSource source) {
    sources.add(source);
  }

  /**
   * What is to be done in this epoch, in its order; actions of one order stay in their source's.
   *
   * @param failures takes a line for a source that failed
   */
  public List<Action> due(long epoch, Queue<String> failures) {
    if (sources.isEmpty()) {
      return List.of();
    }
    List<Action> due = new ArrayList<>();
    for (ActionSource source : sources) {
      try {
        source.collect(epoch, due, failures);
      } catch (Throwable t) {
        failures.add("what was registered cannot be collected: " + t);
      }
    }
    due.sort(null);
    return due;
  }

  /** What is registered: a line by the name of each way that is used. */
  public Map<String, String> registered() {
    Map<String, String> lines = new LinkedHashMap<>();
    for (ActionSource source : sources) {
      source.tell(lines);
    }
    return lines;
  }
}
