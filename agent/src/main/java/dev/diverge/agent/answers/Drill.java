package dev.diverge.agent.answers;

import dev.diverge.agent.transition.ResetDone;
import dev.diverge.agent.transition.TransitionRecord;

/** A transition without a clone, and what came of it: the rehearsal. */
final class Drill {

  private final AgentState state;
  private final Columns text;

  Drill(AgentState state, Columns text) {
    this.state = state;
    this.text = text;
  }

  int run() {
    TransitionRecord passage = state.transition().drillAndWait();
    if (passage == null) {
      text.sentence("the drill did not end in time: see status");
      return AttachAnswer.BAD_NEWS;
    }
    text.line("drill", passage.summary());
    text.line("jdk", state.hooks().guarded() + " guarded types made stale");
    for (ResetDone reset : passage.resets()) {
      if (reset.count() == 0 && reset.failure() == null) {
        continue; // nothing of it is in this JVM
      }
      long millis = (reset.nanos() + 500_000) / 1_000_000;
      text.line("reset", reset.name() + ": " + reset.count() + " in " + millis + " ms");
    }
    for (String failure : passage.failures()) {
      text.line("failed", failure);
    }
    return passage.failures().isEmpty() ? AttachAnswer.FINE : AttachAnswer.BAD_NEWS;
  }
}
