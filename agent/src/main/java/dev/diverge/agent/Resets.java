package dev.diverge.agent;

import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Tools;
import dev.diverge.integrations.TrackedReset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tracked resets of a transition, phase by phase. Integrations name them, and they are loaded
 * when a transition is near, not before the application's main; or describe them. Thread-safe,
 * without locks.
 */
final class Resets implements Consumer<TrackedReset> {

  private final List<String> names;
  private final Tools tools;
  private final Settlement settlement;
  private final Report report;
  private final List<TrackedReset> described = new CopyOnWriteArrayList<>();
  private volatile @Nullable List<TrackedReset> loaded;

  Resets(List<String> names, Tools tools, Settlement settlement, Report report) {
    this.names = names;
    this.tools = tools;
    this.settlement = settlement;
    this.report = report;
  }

  /** Loads them; two threads that do so at once both hold a complete list. */
  List<TrackedReset> load() {
    List<TrackedReset> resets = loaded;
    if (resets == null) {
      resets = new ArrayList<>();
      for (String name : names) {
        try {
          resets.add(
              Class.forName(name).asSubclass(TrackedReset.class).getConstructor().newInstance());
        } catch (Throwable t) {
          report.failure(
              "reset " + name + " cannot be loaded; its state may be shared by clones: " + t);
        }
      }
      loaded = resets;
    }
    return resets;
  }

  /** One that was described, of a library that came into use. */
  @Override
  public void accept(TrackedReset reset) {
    described.add(reset);
  }

  /**
   * Runs them all; one that fails is reported and does not stop the others.
   *
   * <p>What libraries describe as calls of their own follows: it is for others to end the
   * settlement.
   *
   * <p>Whoever makes a connection meanwhile waits for the phases up to that alone, since he may
   * hold the lock of the pool it is for, under which it is emptied.
   */
  int run(long epoch, List<ResetDone> done) {
    settlement.begin();
    List<TrackedReset> resets = new ArrayList<>(load());
    resets.addAll(described);
    int count = 0;
    for (Phase phase : Phase.values()) {
      if (phase.compareTo(Phase.CONNECTIONS) > 0) {
        settlement.settle(epoch);
      }
      count += run(phase, resets, done);
    }
    return count;
  }

  private int run(Phase phase, List<TrackedReset> resets, List<ResetDone> done) {
    int count = 0;
    for (TrackedReset reset : resets) {
      if (reset.phase() == phase) {
        ResetDone one = run(reset);
        done.add(one);
        count += one.count();
      }
    }
    return count;
  }

  private ResetDone run(TrackedReset reset) {
    long started = System.nanoTime();
    try {
      return new ResetDone(reset.name(), reset.reset(tools), System.nanoTime() - started, null);
    } catch (Throwable t) {
      report.failure(
          "reset of " + reset.name() + " failed; its state may be shared by clones: " + t);
      return new ResetDone(reset.name(), 0, System.nanoTime() - started, t.toString());
    }
  }
}
