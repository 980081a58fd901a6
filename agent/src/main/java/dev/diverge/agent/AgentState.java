package dev.diverge.agent;

import dev.diverge.agent.actions.Actions;
import dev.diverge.agent.libraries.Libraries;
import dev.diverge.driver.Generation;
import dev.diverge.driver.Mapper;
import dev.diverge.driver.Watcher;
import java.lang.instrument.Instrumentation;
import java.util.List;

/** What there is to be told of this JVM. Thread-safe. */
record AgentState(
    Generation generation,
    Watcher watcher,
    Transition transition,
    Hooks hooks,
    Libraries libraries,
    HookCheck hookCheck,
    History history,
    Refusals refusals,
    Actions actions,
    Report report,
    Options options,
    Mapper mapper,
    Instrumentation instrumentation,
    boolean late) {

  long epoch() {
    return generation.epoch();
  }

  long confirmed() {
    return watcher.confirmed();
  }

  boolean isConfirmed() {
    return confirmed() == epoch();
  }

  /** Failures of the last transition, and of one that is not completed. */
  List<String> failures() {
    return history.failures();
  }

  /** Lines on hooks that are not, or not wholly, in place. */
  List<String> troubles() {
    List<String> troubles = hooks.troubles();
    for (String type : hookCheck.failures()) {
      troubles.add("the hook in " + type + " did not take");
    }
    return troubles;
  }

  /** How many hooks are in place, of those whose class was met; and how many wait for theirs. */
  String hookCount() {
    int waiting = hooks.waiting().size();
    return hooks.inPlace()
        + " of "
        + hooks.met()
        + " hooks in place"
        + (waiting == 0 ? "" : ", " + waiting + " more once their classes are loaded");
  }
}
