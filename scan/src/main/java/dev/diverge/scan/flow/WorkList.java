package dev.diverge.scan.flow;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * From where a method is still to be run, and what is known of each place that is jumped to: all
 * that its frames were, joined.
 */
final class WorkList {

  private final Values values;
  private Code code = new Code();
  private int[] @Nullable [] frames = {};
  private boolean[] isTarget = {};
  private boolean[] due = {};
  private int lowest;
  private boolean isClosed;

  WorkList(Values values) {
    this.values = values;
  }

  void begin(Code of) {
    code = of;
    lowest = 0;
    isClosed = false;
    int count = code.count;
    if (frames.length < count + 1) {
      frames = new int[count + 64][];
      isTarget = new boolean[count + 64];
      due = new boolean[count + 64];
    }
    Arrays.fill(frames, 0, count + 1, null);
    Arrays.fill(isTarget, 0, count + 1, false);
    Arrays.fill(due, 0, count + 1, false);
    for (Code.Targets targets : code.jumps) {
      for (var label : targets.labels()) {
        isTarget[Code.at(label)] = true;
      }
    }
    for (Code.Range range : code.ranges) {
      isTarget[Code.at(range.handler())] = true;
      isTarget[Code.at(range.start())] = true;
    }
  }

  /** Nothing more is learnt: what is joined is known. */
  void close() {
    isClosed = true;
  }

  boolean isTarget(int at) {
    return isTarget[at];
  }

  /** The first place that is due, or -1; it is no longer due. */
  int next() {
    for (int i = lowest; i < code.count; i++) {
      if (due[i]) {
        lowest = i;
        due[i] = false;
        return i;
      }
    }
    lowest = code.count;
    return -1;
  }

  /** Whether there is a way to a place that begins there. */
  boolean isReached(int at) {
    return frames[at] != null;
  }

  void restore(int at, Frame into) {
    into.restore(java.util.Objects.requireNonNull(frames[at]));
  }

  void join(int target, Frame frame) {
    join(target, frame, frame.depth(), frame.depth());
  }

  /** Wherever the jump at a place goes. */
  void joinTargets(int at, Frame frame) {
    if (code.objects[at] instanceof Code.Targets targets) {
      for (var label : targets.labels()) {
        join(Code.at(label), frame);
      }
    }
  }

  /** Whoever catches what is thrown there; of that nothing is known. */
  void joinHandlers(int at, Frame frame) {
    for (Code.Range range : code.ranges) {
      if (at >= Code.at(range.start()) && at < Code.at(range.end())) {
        join(Code.at(range.handler()), frame, frame.variables() + 1, frame.variables());
      }
    }
  }

  /** Of {@code depth} slots, those from {@code known} on are empty. */
  private void join(int target, Frame frame, int depth, int known) {
    if (isClosed || target < 0 || target >= code.count) {
      return;
    }
    int[] before = frames[target];
    if (before == null) {
      int[] first = frame.copy(depth);
      Arrays.fill(first, known, depth, 0);
      frames[target] = first;
      makeDue(target);
      return;
    }
    boolean changed = false;
    for (int i = 0; i < before.length && i < known; i++) {
      int both = values.union(before[i], frame.slot(i));
      if (both != before[i]) {
        before[i] = both;
        changed = true;
      }
    }
    if (changed) {
      makeDue(target);
    }
  }

  private void makeDue(int target) {
    due[target] = true;
    lowest = Math.min(lowest, target);
  }
}
