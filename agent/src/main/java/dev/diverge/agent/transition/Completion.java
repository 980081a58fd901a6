package dev.diverge.agent.transition;

import dev.diverge.agent.actions.Action;
import dev.diverge.agent.actions.ActionRun;
import dev.diverge.agent.actions.Actions;
import dev.diverge.agent.actions.Order;
import dev.diverge.agent.outside.PlainText;
import dev.diverge.agent.process.ForkedChild;
import dev.diverge.agent.process.Report;
import dev.diverge.driver.Generation;
import dev.diverge.driver.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The second part of a transition, once an epoch, when everything guarded is stale: what {@link
 * Order} has after the word seen. Thread-safe.
 *
 * <p>A generation that changes meanwhile is not lost: the runner goes round again for as long as
 * the epoch is another than the one it finished.
 *
 * <p>Nor is one lost whose reset, or whatever else, failed: the slot is released, and the epoch is
 * due. {@link Unfinished} has what was done for it; whoever takes it up does the rest, {@value
 * #TRIES} times at most, and then what failed is given up on by name. The follower takes it up; in
 * a forked child, which has none, the thread that is at it.
 */
public final class Completion {

  private static final long STUCK_NANOS = 10_000_000_000L;
  private static final int TRIES = 3;

  /** For what goes wrong outside of the resets: the epoch is confirmed without. */
  private static final int TRIES_OF_ALL = 6;

  private static final int DONE = 0;
  private static final int HANDED_ON = 1;
  private static final int DUE = 2;

  private final Report report;
  private final IntSupplier guarded;
  private final Resets resets;
  private final Settlement settlement;
  private final Actions actions;
  private final History history;
  private final int actionMillis;
  private final AtomicReference<@Nullable Finisher> finishing = new AtomicReference<>();
  private volatile long finished;
  private volatile @Nullable Unfinished unfinished;

  /** What is confirmed and could not be told, for want of memory perhaps. */
  private volatile @Nullable Rest untold;

  /** Whoever runs it; an identity, and since when. */
  private static final class Finisher {
    private final long since = System.nanoTime();
    private volatile Thread by = Thread.currentThread();

    /** Ended by whatever was thrown, or in the parent of this process, or too long at it. */
    boolean isGone() {
      Thread runner = by;
      return runner != Thread.currentThread()
          && (!runner.isAlive()
              || System.nanoTime() - since >= STUCK_NANOS
              || ForkedChild.isThis());
    }
  }

  public Completion(
      Report report,
      IntSupplier guarded,
      Resets resets,
      Settlement settlement,
      Actions actions,
      History history,
      int actionMillis) {
    this.report = report;
    this.guarded = guarded;
    this.resets = resets;
    this.settlement = settlement;
    this.actions = actions;
    this.history = history;
    this.actionMillis = actionMillis;
  }

  /** Whether there is an epoch that is not finished, or one that was not told of. */
  public boolean isDue(Generation following) {
    return following.epoch() != finished || untold != null;
  }

  /**
   * Sees to it that everything is done for the epoch. If another thread is at it already, that one
   * looks at the epoch again when it is done; either it finds the new one, or we found that it had
   * gone.
   *
   * @return false if something failed, and the epoch is to be taken up again
   */
  boolean finish(Generation following, Watcher watcher, long started) {
    Rest silent = untold;
    if (silent != null) {
      untold = null;
      silent.tell();
    }
    for (long since = started; following.epoch() != finished; since = System.nanoTime()) {
      Finisher other = finishing.get();
      if (other != null && !other.isGone()) {
        return true;
      }
      Finisher me = new Finisher();
      if (!finishing.compareAndSet(other, me)) {
        continue;
      }
      if (following.epoch() == finished) { // by who held the slot when we looked
        finishing.compareAndSet(me, null);
        continue;
      }
      int came;
      boolean alone = false;
      Unfinished work = null;
      try {
        work = work(following.epoch(), since, other == null);
        alone = ForkedChild.isThis();
        came = attempt(following, watcher, me, work, alone);
      } catch (Throwable t) {
        came = failed(following, watcher, work, t);
      }
      if (came == HANDED_ON) {
        return true;
      }
      finishing.compareAndSet(me, null);
      if (came == DUE && !alone) {
        return false;
      }
    }
    return true;
  }

  /** What another left undone, unless it may be at it still. */
  private Unfinished work(long epoch, long since, boolean goOn) {
    Unfinished work = unfinished;
    if (work == null || work.epoch != epoch || !goOn) {
      work = new Unfinished(epoch, since);
      unfinished = work;
    }
    return work;
  }

  private int attempt(
      Generation following, Watcher watcher, Finisher me, Unfinished work, boolean alone) {
    boolean last = ++work.tries >= TRIES;
    resets.run(work, last);
    if (!last && work.isFailing()) {
      settlement.end(work.epoch); // nobody is to wait for what may never be
      history.pending(work.failures());
      return DUE;
    }
    List<Action> due = work.due;
    if (due == null) {
      work.collecting = true; // what is lost in it does not come again
      due = actions.due(work.epoch, work.met);
      if (!due.isEmpty()) {
        due.add(librariesAreDone(work.epoch));
        due.sort(null);
      }
      work.due = due;
      work.collecting = false;
    }
    Rest rest = new Rest(following, watcher, me, work, guarded.getAsInt(), due);
    if (!due.isEmpty() && !alone && rest.elsewhere()) {
      return HANDED_ON;
    }
    rest.here();
    return DONE;
  }

  /** Never throws: the heap may be full. */
  private int failed(
      Generation following, Watcher watcher, @Nullable Unfinished work, Throwable thrown) {
    if (work == null) {
      return DUE;
    }
    if (work.collecting) {
      work.lost = thrown;
    }
    try {
      if (++work.thrown == 1) {
        report.failure(
            "epoch " + work.epoch + " is not completed, it is taken up again: " + thrown);
      }
      history.pending(List.of("epoch " + work.epoch + " is not completed: " + thrown));
      if (work.thrown < TRIES_OF_ALL) {
        return DUE;
      }
      settlement.end(work.epoch);
      watcher.confirm(work.epoch);
      finished = work.epoch;
      report.failure("epoch " + work.epoch + " is given up on; clones may share state: " + thrown);
      history.add(
          new TransitionRecord(
              work.epoch,
              following.lastChangedBy(),
              0,
              System.nanoTime() - work.started,
              work.done(),
              List.of("epoch " + work.epoch + " is given up on: " + thrown),
              System.currentTimeMillis()));
      return DONE;
    } catch (Throwable again) {
      return DUE;
    }
  }

  /** Who waits until the pools are empty need not wait for the application's actions. */
  private Action librariesAreDone(long epoch) {
    return new Action(
        "end of the libraries' resets",
        Order.EMPTIED.place(),
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
    private final Unfinished work;
    private final int guarded;
    private final ActionRun run;
    private final boolean any;
    private final Thread waiting = Thread.currentThread();
    private long began;
    private long nanos;
    private volatile boolean over;

    Rest(
        Generation following,
        Watcher watcher,
        Finisher me,
        Unfinished work,
        int guarded,
        List<Action> due) {
      super(null, null, "diverge-actions", 0, false);
      setDaemon(true);
      this.following = following;
      this.watcher = watcher;
      this.me = me;
      this.work = work;
      this.guarded = guarded;
      this.run = new ActionRun(due, actionMillis);
      this.any = !due.isEmpty();
    }

    void here() {
      began = System.nanoTime();
      work.due = List.of(); // begun, hence not begun again
      try {
        run.here();
      } catch (Throwable t) {
        work.lost = t;
      }
      settle();
    }

    /** Starts it on a thread of its own and waits, but not for long; false if there is none. */
    boolean elsewhere() {
      try {
        start();
      } catch (Throwable noThread) {
        return false;
      }
      me.by = this; // not before: one that is not started yet looks like one that has ended
      try {
        await();
      } catch (Throwable mayNotWait) {
        // It goes on without us.
      }
      return true;
    }

    private void await() {
      long deadline = System.nanoTime() + actionMillis * 1_000_000L;
      boolean interrupted = false;
      for (long left; !over && (left = deadline - System.nanoTime()) > 0; ) {
        LockSupport.parkNanos(this, left);
        interrupted |= Thread.interrupted();
      }
      if (interrupted) {
        waiting.interrupt();
      }
    }

    @Override
    public void run() {
      began = System.nanoTime();
      work.due = List.of();
      try {
        run.supervise();
      } catch (Throwable t) {
        work.lost = t;
      }
      boolean done = false;
      try {
        settle();
        done = true;
      } catch (Throwable notNow) {
        finishing.compareAndSet(me, null); // whoever takes it up settles it
      }
      over = true;
      LockSupport.unpark(waiting);
      if (done) {
        finish(following, watcher, System.nanoTime());
      }
    }

    private void settle() {
      settlement.end(work.epoch); // there may have been no actions, or not all have run
      // A false answer means that the epoch has moved on: that transition confirms its own.
      watcher.confirm(work.epoch);
      nanos = System.nanoTime() - work.started;
      tell();
      finished = work.epoch;
      finishing.compareAndSet(me, null);
    }

    /** Never throws: what cannot be told now is told later. */
    void tell() {
      try {
        told();
      } catch (Throwable notNow) {
        untold = this;
      }
    }

    private void told() {
      List<String> failures = new ArrayList<>(work.met);
      if (work.lost != null) {
        failures.add("the actions were not all run: " + work.lost);
      }
      failures.addAll(run.failures());
      List<ResetDone> done = work.done();
      int states = guarded + run.done();
      for (ResetDone one : done) {
        states += one.count();
      }
      if (any) {
        done.add(new ResetDone("application", run.done(), System.nanoTime() - began, null));
      }
      List<String> lines = new ArrayList<>();
      for (String failure : failures) {
        lines.add(PlainText.line(failure));
      }
      for (String failure : work.failures()) {
        lines.add(PlainText.line(failure));
      }
      TransitionRecord passage =
          new TransitionRecord(
              work.epoch,
              following.lastChangedBy(),
              states,
              nanos,
              done,
              lines,
              System.currentTimeMillis());
      for (String failure : failures) {
        report.failure(failure);
      }
      report.news(passage.line());
      if (report.isDetailed()) {
        detail(done);
      }
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
