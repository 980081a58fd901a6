package dev.diverge.agent.answers;

import dev.diverge.agent.actions.Actions;
import dev.diverge.agent.guard.Refusals;
import dev.diverge.agent.hooks.HookCheck;
import dev.diverge.agent.hooks.Hooks;
import dev.diverge.agent.libraries.Libraries;
import dev.diverge.agent.process.Options;
import dev.diverge.agent.process.Report;
import dev.diverge.agent.transition.History;
import dev.diverge.agent.transition.Transition;
import dev.diverge.agent.transition.TransitionRecord;
import dev.diverge.driver.Generation;
import dev.diverge.driver.Mapper;
import dev.diverge.driver.Watcher;
import java.lang.instrument.Instrumentation;
import java.util.List;

/** What there is to be told of this JVM. Thread-safe. */
public record AgentState(
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

  public long epoch() {
    return generation.epoch();
  }

  public long confirmed() {
    return watcher.confirmed();
  }

  public boolean isConfirmed() {
    return confirmed() == epoch();
  }

  /** Failures of the last transition, and of one that is not completed. */
  public List<String> failures() {
    return history.failures();
  }

  /** What {@code DivergeAgent} gives out. */
  public long[] figures() {
    List<TransitionRecord> last = history.last();
    TransitionRecord newest = last.isEmpty() ? null : last.get(last.size() - 1);
    return new long[] {
      newest == null ? 0 : newest.epoch(),
      newest == null ? 0 : newest.nanos(),
      failures().size(),
      refusals.connections(),
      refusals.ciphers()
    };
  }

  /** Lines on hooks that are not, or not wholly, in place. */
  public List<String> troubles() {
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
