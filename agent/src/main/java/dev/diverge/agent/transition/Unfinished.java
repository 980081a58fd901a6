package dev.diverge.agent.transition;

import dev.diverge.agent.actions.Action;
import dev.diverge.agent.actions.Shortage;
import dev.diverge.integrations.TrackedReset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * An epoch that is not finished: what is to be done for it, what was, and what failed. For the one
 * thread that is at it, and handed from one to the next.
 *
 * <p>Each piece of work is in here before it is tried, and counts as done only once that is noted:
 * wherever memory runs out, it is tried again or given up on by name.
 */
final class Unfinished {

  private static final int TRIES = 3;

  /** For what goes wrong outside of the resets: the epoch is confirmed without. */
  private static final int TRIES_OF_ALL = 6;

  /** How long whatever finds no memory is tried again, in vain. */
  private static final long STARVED_NANOS = 5_000_000_000L;

  final long epoch;
  final long started;

  /** What went wrong besides the resets. */
  final Queue<String> met = new ConcurrentLinkedQueue<>();

  /** Resets that whoever noticed does not wait for, and that are not run yet. */
  final List<TrackedReset> left = new ArrayList<>();

  /** What is registered, and what came of each. */
  final List<Action> actions = new ArrayList<>();

  private final Map<TrackedReset, ResetDone> resets = new LinkedHashMap<>();
  private final List<ResetDone> absent = new ArrayList<>();
  private List<TrackedReset> expected = List.of();

  /** How often it was attempted. */
  int tries;

  /** How often that ended in something thrown. */
  int thrown;

  /** Whether a reset found no memory in this attempt. */
  boolean starved;

  /** Whether all that is registered is among the actions. */
  boolean collected;

  /** Whether among them is the one that says that the libraries are done. */
  boolean marked;

  /** When the first of the actions was begun; 0 before. */
  volatile long began;

  /** Why the rest is not done at all; null unless it is given up on. */
  @Nullable Throwable givenUp;

  /** How it is told; null until it is confirmed. */
  @Nullable Telling telling;

  Unfinished(long epoch, long started) {
    this.epoch = epoch;
    this.started = started;
  }

  void attempt() {
    tries++;
    left.clear();
    starved = false;
    givenUp = null;
  }

  /**
   * Whether what fails now is given up on.
   *
   * @param alone whether nobody else takes it up later
   */
  boolean isLast(boolean alone) {
    return tries >= TRIES && (alone || !isStarving());
  }

  /** The same of a thing thrown. */
  boolean isLast(Throwable thing, boolean alone) {
    return thrown >= TRIES_OF_ALL && (alone || isLate() || !Shortage.isBehind(thing));
  }

  private boolean isStarving() {
    if (isLate()) {
      return false;
    }
    boolean starving = starved;
    for (Action action : actions) {
      starving |= action.isStarved();
    }
    return starving;
  }

  private boolean isLate() {
    return System.nanoTime() - started > STARVED_NANOS;
  }

  void expect(List<TrackedReset> those) {
    expected = those;
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

  boolean hasDue() {
    for (Action action : actions) {
      if (action.isDue()) {
        return true;
      }
    }
    return false;
  }

  int actionsDone() {
    int done = 0;
    for (Action action : actions) {
      done += action.isDone() ? 1 : 0;
    }
    return done;
  }

  /** All resets, in their order. */
  List<ResetDone> done() {
    List<ResetDone> done = new ArrayList<>(resets.values());
    done.addAll(absent);
    return done;
  }

  /** A line for each reset that failed. */
  List<String> failures() {
    List<String> lines = new ArrayList<>();
    for (ResetDone one : done()) {
      if (one.failure() != null) {
        lines.add("reset of " + one.name() + " failed: " + one.failure());
      }
    }
    return lines;
  }

  /** A line for all else that is not done. */
  List<String> others(int actionMillis) {
    List<String> lines = new ArrayList<>(met);
    if (givenUp != null) {
      lines.add("epoch " + epoch + " is given up on; clones may share state: " + givenUp);
      for (TrackedReset reset : expected) {
        if (!resets.containsKey(reset)) {
          lines.add("reset of " + reset.name() + " was not run; its state may be shared by clones");
        }
      }
      if (!collected) {
        lines.add("not all that is registered was collected, or run: no memory for it");
      }
    }
    for (Action action : actions) {
      String failure = action.failure(actionMillis);
      if (failure != null) {
        lines.add(failure);
      }
    }
    return lines;
  }
}
