package dev.diverge.agent;

import dev.diverge.agent.actions.Action;
import dev.diverge.agent.actions.Actions;
import dev.diverge.agent.actions.ForkedChild;
import dev.diverge.agent.actions.Round;
import dev.diverge.driver.Generation;
import dev.diverge.driver.Watcher;
import dev.diverge.integrations.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The second part of a transition, once an epoch, when everything guarded is stale: the tracked
 * resets in DESIGN's order, what the application registered, the confirmation, the report.
 * Thread-safe.
 *
 * <p>A generation that changes meanwhile is not lost: the runner goes round again for as long as
 * the epoch is another than the one it finished.
 */
final class Completion {

  private static final long STUCK_NANOS = 10_000_000_000L;

  private final Report report;
  private final Hooks hooks;
  private final Resets resets;
  private final Settlement settlement;
  private final Actions actions;
  private final History history;
  private final int actionMillis;
  private final AtomicReference<@Nullable Finisher> finishing = new AtomicReference<>();
  private volatile long finished;

  /** Whoever runs it; an identity, and since when. */
  private static final class Finisher {
    private final long since = System.nanoTime();

    boolean isStuck() {
      return System.nanoTime() - since >= STUCK_NANOS;
    }
  }

  Completion(
      Report report,
      Hooks hooks,
      Resets resets,
      Settlement settlement,
      Actions actions,
      History history,
      int actionMillis) {
    this.report = report;
    this.hooks = hooks;
    this.resets = resets;
    this.settlement = settlement;
    this.actions = actions;
    this.history = history;
    this.actionMillis = actionMillis;
  }

  /** Loads what it needs. */
  void warm() {
    new Finisher();
    new Round(List.of(), actionMillis).here();
    ForkedChild.isThis();
    resets.load();
  }

  /**
   * Whoever moved the epoch on sees to it that everything is done for it. If another thread is at
   * it already, that one looks at the epoch again when it is done; either it finds the new one, or
   * we found that it had gone.
   */
  void finish(Generation following, Watcher watcher, long started) {
    for (long since = started; following.epoch() != finished; since = System.nanoTime()) {
      Finisher other = finishing.get();
      if (other != null && !other.isStuck()) {
        return;
      }
      Finisher me = new Finisher();
      if (finishing.compareAndSet(other, me) && reset(following, watcher, me, since)) {
        return;
      }
    }
  }

  /** True if the rest was handed on, with the duty to look at the epoch again. */
  private boolean reset(Generation following, Watcher watcher, Finisher me, long started) {
    long epoch = following.epoch();
    List<ResetDone> done = new ArrayList<>();
    int states = hooks.guarded() + resets.run(epoch, done);
    Queue<String> failures = new ConcurrentLinkedQueue<>();
    List<Action> due = actions.due(epoch, failures);
    if (!due.isEmpty()) {
      due.add(librariesAreDone(epoch));
      due.sort(null);
    }
    Rest rest = new Rest(following, watcher, me, epoch, started, states, done, failures, due);
    if (!due.isEmpty() && !ForkedChild.isThis() && rest.elsewhere()) {
      return true;
    }
    rest.here();
    return false;
  }

  /** Who waits until the pools are empty need not wait for the application's actions. */
  private Action librariesAreDone(long epoch) {
    return new Action(
        "end of the libraries' resets",
        Action.order(Phase.APPLICATION),
        () -> {
          settlement.end(epoch);
          return false;
        });
  }

  /**
   * What follows the agent's own resets: the application's actions, the confirmation, the report.
   */
  private final class Rest extends Thread {

    private final Generation following;
    private final Watcher watcher;
    private final Finisher me;
    private final long epoch;
    private final long started;
    private final int states;
    private final List<ResetDone> done;
    private final Queue<String> failures;
    private final Round round;
    private final boolean any;
    private final Thread waiting = Thread.currentThread();
    private volatile boolean over;

    Rest(
        Generation following,
        Watcher watcher,
        Finisher me,
        long epoch,
        long started,
        int states,
        List<ResetDone> done,
        Queue<String> failures,
        List<Action> due) {
      super(null, null, "diverge-actions", 0, false);
      setDaemon(true);
      this.following = following;
      this.watcher = watcher;
      this.me = me;
      this.epoch = epoch;
      this.started = started;
      this.states = states;
      this.done = done;
      this.failures = failures;
      this.round = new Round(due, actionMillis);
      this.any = !due.isEmpty();
    }

    void here() {
      long began = System.nanoTime();
      round.here();
      settle(began);
    }

    /** Starts it on a thread of its own and waits, but not for long; false if there is none. */
    boolean elsewhere() {
      try {
        start();
      } catch (Throwable noThread) {
        return false;
      }
      long deadline = System.nanoTime() + actionMillis * 1_000_000L;
      boolean interrupted = false;
      for (long left; !over && (left = deadline - System.nanoTime()) > 0; ) {
        LockSupport.parkNanos(this, left);
        interrupted |= Thread.interrupted();
      }
      if (interrupted) {
        waiting.interrupt();
      }
      return true;
    }

    @Override
    public void run() {
      long began = System.nanoTime();
      try {
        round.supervise();
      } finally {
        settle(began);
        over = true;
        LockSupport.unpark(waiting);
        finish(following, watcher, System.nanoTime());
      }
    }

    private void settle(long began) {
      settlement.end(epoch); // there may have been no actions, or not all have run
      if (any) {
        done.add(new ResetDone("application", round.done(), System.nanoTime() - began, null));
      }
      // A false answer means that the epoch has moved on: that transition confirms its own.
      watcher.confirm(epoch);
      failures.addAll(round.failures());
      for (String failure : failures) {
        report.failure(failure);
      }
      List<String> lines = new ArrayList<>(failures);
      for (ResetDone one : done) {
        if (one.failure() != null) {
          lines.add("reset of " + one.name() + " failed: " + one.failure());
        }
      }
      Passage passage =
          new Passage(
              epoch,
              following.lastChangedBy(),
              states + round.done(),
              System.nanoTime() - started,
              done,
              lines,
              System.currentTimeMillis());
      report.news(passage.line());
      if (report.isDetailed()) {
        detail(done);
      }
      finished = epoch;
      finishing.compareAndSet(me, null);
      history.add(passage);
    }
  }

  private void detail(List<ResetDone> done) {
    for (ResetDone one : done) {
      report.detail(
          "reset of " + one.name() + ": " + one.count() + " in " + one.nanos() / 1000 + " us");
    }
  }
}
