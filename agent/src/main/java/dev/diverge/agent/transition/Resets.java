package dev.diverge.agent.transition;

import dev.diverge.agent.actions.Order;
import dev.diverge.agent.actions.Shortage;
import dev.diverge.agent.process.Report;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Tools;
import dev.diverge.integrations.TrackedReset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tracked resets of a transition, in the phases of {@link Order}. Integrations name them, and
 * they are loaded when a transition is near, not before the application's main; or describe them.
 * Thread-safe, without locks.
 */
public final class Resets implements Consumer<TrackedReset> {

  private static final Order[] ORDER = Order.values();

  private final Supplier<List<String>> names;
  private final Tools tools;
  private final Settlement settlement;
  private final Report report;
  private final List<TrackedReset> described = new CopyOnWriteArrayList<>();
  private final List<ResetDone> absent = new CopyOnWriteArrayList<>();
  private final Set<TrackedReset> rehearsed = new HashSet<>();
  private volatile @Nullable List<TrackedReset> loaded;

  /**
   * None of them loaded yet.
   *
   * @param names of their classes, asked for when they are loaded
   */
  public Resets(Supplier<List<String>> names, Tools tools, Settlement settlement, Report report) {
    this.names = names;
    this.tools = tools;
    this.settlement = settlement;
    this.report = report;
  }

  /** Loads them; two threads that do so at once both hold a complete list. */
  public List<TrackedReset> load() {
    List<TrackedReset> resets = loaded;
    if (resets == null) {
      resets = new ArrayList<>();
      for (String name : names.get()) {
        try {
          resets.add(
              Class.forName(name).asSubclass(TrackedReset.class).getConstructor().newInstance());
        } catch (OutOfMemoryError full) {
          throw full; // it is there the next time
        } catch (Throwable t) {
          report.failure(
              "reset " + name + " cannot be loaded; its state may be shared by clones: " + t);
          absent.add(new ResetDone(name.substring(name.lastIndexOf('.') + 1), 0, 0, t.toString()));
        }
      }
      loaded = resets;
    }
    return resets;
  }

  /** The same with nothing to reset. */
  public Resets rehearsal(Settlement settlement, Report report) {
    Resets rehearsal = new Resets(names, new NoTools(tools), settlement, report);
    rehearsal.loaded = load();
    return rehearsal;
  }

  /**
   * Has those that found something to reset since they were last asked load what they need for it.
   * For the follower's thread.
   */
  public void rehearse() {
    List<TrackedReset> resets = new ArrayList<>(load());
    resets.addAll(described);
    for (TrackedReset reset : resets) {
      if (!rehearsed.contains(reset)) {
        try {
          if (reset.rehearse(tools)) {
            rehearsed.add(reset);
          }
        } catch (Throwable t) {
          rehearsed.add(reset); // it will be told when it matters
        }
      }
    }
  }

  /** One that was described, of a library that came into use. */
  @Override
  public void accept(TrackedReset reset) {
    described.add(reset);
  }

  /**
   * Runs those that are not done; one that fails does not stop the others, and is reported.
   *
   * <p>What libraries describe as calls of their own follows: it is for others to end the
   * settlement.
   *
   * <p>Whoever makes a connection meanwhile waits for the phases up to that alone, since he may
   * hold the lock of the pool it is for, under which it is emptied.
   *
   * <p>Connections are left for {@link #runLeft} if there are many.
   *
   * @param alone whether nobody else takes up what fails
   */
  public void run(Unfinished work, boolean alone) {
    settlement.begin();
    List<TrackedReset> resets = new ArrayList<>(load());
    resets.addAll(described);
    work.absent(absent);
    work.expect(resets);
    for (Order step : ORDER) {
      if (step == Order.SETTLED && work.left.isEmpty()) {
        settlement.settle(work.epoch);
      } else if (step.phase != null) {
        run(step.phase, resets, work, alone);
      }
    }
  }

  private void run(Phase phase, List<TrackedReset> resets, Unfinished work, boolean alone) {
    for (TrackedReset reset : resets) {
      if (reset.phase() == phase && !work.isDone(reset)) {
        if (phase == Phase.CONNECTIONS && !alone && isLong(reset)) {
          work.left.add(reset);
        } else {
          work.came(reset, run(reset, work, alone));
        }
      }
    }
  }

  private boolean isLong(TrackedReset reset) {
    try {
      return reset.isLong(tools);
    } catch (Throwable t) {
      return false; // that is told of what it does
    }
  }

  /** Runs those that were left; whoever noticed may go on meanwhile. */
  public void runLeft(Unfinished work, boolean alone) {
    if (!work.left.isEmpty()) {
      settlement.begin();
      for (TrackedReset reset : work.left) {
        work.came(reset, run(reset, work, alone));
      }
      work.left.clear();
      settlement.settle(work.epoch);
    }
  }

  private ResetDone run(TrackedReset reset, Unfinished work, boolean alone) {
    long started = System.nanoTime();
    try {
      return new ResetDone(reset.name(), reset.reset(tools), System.nanoTime() - started, null);
    } catch (Throwable t) {
      work.starved |= Shortage.isBehind(t);
      if (work.isLast(alone)) {
        report.failure(
            "reset of " + reset.name() + " failed; its state may be shared by clones: " + t);
      } else if (work.tries == 1) {
        report.detail("reset of " + reset.name() + " failed, it is taken up again: " + t);
      }
      return new ResetDone(reset.name(), 0, System.nanoTime() - started, t.toString());
    }
  }
}
