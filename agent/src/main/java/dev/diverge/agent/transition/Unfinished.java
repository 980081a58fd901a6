package dev.diverge.agent.transition;

import dev.diverge.agent.actions.Action;
import dev.diverge.integrations.TrackedReset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * An epoch that is not finished: what was done for it, and what failed. For the one thread that is
 * at it, and handed from one to the next.
 */
final class Unfinished {

  final long epoch;
  final long started;

  /** What went wrong besides the resets. */
  final Queue<String> met = new ConcurrentLinkedQueue<>();

  private final Map<TrackedReset, ResetDone> resets = new LinkedHashMap<>();
  private final List<ResetDone> absent = new ArrayList<>();

  /** How often it was attempted. */
  int tries;

  /** How often that ended in something thrown. */
  int thrown;

  /** What kept the actions from being run to their end; null if nothing did. */
  volatile @Nullable Throwable lost;

  boolean collecting;

  /** What is registered, once it is collected: no other collection has it again. */
  @Nullable List<Action> due;

  Unfinished(long epoch, long started) {
    this.epoch = epoch;
    this.started = started;
  }

  /** Whether this one needs nothing more in this epoch. */
  boolean isDone(TrackedReset reset) {
    ResetDone came = resets.get(reset);
    return came != null && came.failure() == null;
  }

  void came(TrackedReset reset, ResetDone done) {
    resets.put(reset, done);
  }

  /** Resets that this JVM does not have. */
  void absent(List<ResetDone> those) {
    if (absent.isEmpty()) {
      absent.addAll(those);
    }
  }

  boolean isFailing() {
    for (ResetDone one : resets.values()) {
      if (one.failure() != null) {
        return true;
      }
    }
    return false;
  }

  /** All, in their order. */
  List<ResetDone> done() {
    List<ResetDone> done = new ArrayList<>(resets.values());
    done.addAll(absent);
    return done;
  }

  /** A line for each that failed. */
  List<String> failures() {
    List<String> lines = new ArrayList<>();
    for (ResetDone one : done()) {
      if (one.failure() != null) {
        lines.add("reset of " + one.name() + " failed: " + one.failure());
      }
    }
    return lines;
  }
}
