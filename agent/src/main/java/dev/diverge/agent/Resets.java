package dev.diverge.agent;

import dev.diverge.integrations.Phase;
import dev.diverge.integrations.TrackedReset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The tracked resets of a transition, phase by phase. Thread-safe. */
final class Resets {

  private final List<TrackedReset> resets = new CopyOnWriteArrayList<>();
  private final Report report;

  Resets(Report report) {
    this.report = report;
  }

  void add(TrackedReset reset) {
    resets.add(reset);
  }

  /** Runs them all; one that fails is reported and does not stop the others. */
  int run(List<ResetDone> done) {
    int count = 0;
    for (Phase phase : Phase.values()) {
      for (TrackedReset reset : resets) {
        if (reset.phase() == phase) {
          ResetDone one = run(reset);
          done.add(one);
          count += one.count();
        }
      }
    }
    return count;
  }

  private ResetDone run(TrackedReset reset) {
    long started = System.nanoTime();
    try {
      return new ResetDone(reset.name(), reset.reset(), System.nanoTime() - started, null);
    } catch (Throwable t) {
      report.line("reset of " + reset.name() + " failed; its state may be shared by clones: " + t);
      return new ResetDone(reset.name(), 0, System.nanoTime() - started, t.toString());
    }
  }
}
