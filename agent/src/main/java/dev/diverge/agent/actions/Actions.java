package dev.diverge.agent.actions;

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
   * Adds what is to be done in this epoch, and was not added before.
   *
   * @param failures takes a line for a source that failed
   * @throws OutOfMemoryError if there was none for a source; once more, and it goes on from there
   */
  public void collect(long epoch, List<Action> due, Queue<String> failures) {
    for (ActionSource source : sources) {
      try {
        source.collect(epoch, due, failures);
      } catch (Throwable t) {
        if (Shortage.isBehind(t)) {
          throw t;
        }
        failures.add("what was registered cannot be collected: " + t);
      }
    }
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
