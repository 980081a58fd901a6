package dev.diverge.agent.transition;

import dev.diverge.agent.actions.Action;
import dev.diverge.agent.actions.ActionRun;
import dev.diverge.agent.actions.Actions;
import dev.diverge.agent.actions.Order;
import dev.diverge.agent.process.ForkedChild;
import dev.diverge.agent.process.Report;
import dev.diverge.driver.Generation;
import dev.diverge.driver.Watcher;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The second part of a transition, once an epoch, when everything guarded is stale: what {@link
 * Order} has after the word seen. Thread-safe.
 *
 * <p>A generation that changes meanwhile is not lost: the runner goes run again for as long as the
 * epoch is another than the one it finished.
 *
 * <p>Nor is one lost whose reset, or whatever else, failed: the slot is released, and the epoch is
 * due. {@link Unfinished} has what was done for it; whoever takes it up does the rest, three times
 * at most, or for some seconds while there is no memory for it, and then what failed is given up on
 * by name. The follower takes it up; in a forked child, which has none, the thread that is at it.
 */
public final class Completion {

  private static final long STUCK_NANOS = 10_000_000_000L;
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

  /** What is confirmed and could not be told, for want of memory perhaps; the latest. */
  private final AtomicReference<@Nullable Telling> untold = new AtomicReference<>();

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
    return following.epoch() != finished || untold.get() != null;
  }

  /**
   * Sees to it that everything is done for the epoch. If another thread is at it already, that one
   * looks at the epoch again when it is done; either it finds the new one, or we found that it had
   * gone.
   *
   * @return false if something failed, and the epoch is to be taken up again
   */
  boolean finish(Generation following, Watcher watcher, long started) {
    for (Telling silent = untold.getAndSet(null); silent != null; ) {
      Telling before = silent.before; // it may be left untold once more
      tell(silent);
      silent = before;
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
        work = work(following.epoch(), since, other == null || !other.by.isAlive());
        alone = ForkedChild.isThis();
        came = attempt(following, watcher, me, work, alone);
      } catch (Throwable t) {
        came = failed(following, watcher, work, t, alone);
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
    work.attempt();
    resets.run(work, alone);
    if (work.isFailing()) {
      resets.runLeft(work, alone); // nobody waits for what is due
    }
    if (isTriedAgain(work, alone)) {
      return due(work);
    }
    if (!work.collected) {
      collect(work);
    }
    if (!work.hasDue() && work.left.isEmpty()) {
      return end(following, watcher, work, alone);
    }
    Rest rest = new Rest(following, watcher, me, work);
    if (!alone && rest.elsewhere()) {
      return HANDED_ON;
    }
    return rest.here(alone);
  }

  private static boolean isTriedAgain(Unfinished work, boolean alone) {
    return work.isFailing() && !work.isLast(alone);
  }

  private void collect(Unfinished work) {
    actions.collect(work.epoch, work.actions, work.met);
    if (!work.actions.isEmpty() && !work.marked) {
      work.actions.add(librariesAreDone(work.epoch));
      work.marked = true;
    }
    work.actions.sort(null);
    work.collected = true;
  }

  /** Nobody is to wait for what may never be. */
  private int due(Unfinished work) {
    settlement.end(work.epoch);
    List<String> pending = work.failures();
    pending.addAll(work.others(actionMillis));
    history.pending(pending);
    return DUE;
  }

  private int end(Generation following, Watcher watcher, Unfinished work, boolean alone) {
    if (work.hasDue() && !work.isLast(alone)) {
      return due(work);
    }
    settle(following, watcher, work);
    return DONE;
  }

  /** Never throws: the heap may be full. */
  private int failed(
      Generation following,
      Watcher watcher,
      @Nullable Unfinished work,
      Throwable thrown,
      boolean alone) {
    if (work == null) {
      return DUE;
    }
    try {
      if (++work.thrown == 1) {
        report.failure(
            "epoch " + work.epoch + " is not completed, it is taken up again: " + thrown);
      }
      history.pending(List.of("epoch " + work.epoch + " is not completed: " + thrown));
      if (!work.isLast(thrown, alone)) {
        return DUE;
      }
      work.givenUp = thrown;
      settle(following, watcher, work);
      return DONE;
    } catch (Throwable again) {
      return DUE;
    }
  }

  /** All is done or given up on: that is confirmed, and told. */
  private void settle(Generation following, Watcher watcher, Unfinished work) {
    settlement.end(work.epoch); // there may have been no actions, or not all have run
    Telling telling = work.telling;
    if (telling == null) {
      telling =
          new Telling(
              report, history, work, following.lastChangedBy(), guarded.getAsInt(), actionMillis);
      work.telling = telling;
    }
    // A false answer means that the epoch has moved on: that transition confirms its own.
    watcher.confirm(work.epoch);
    tell(telling);
    finished = work.epoch;
    if (unfinished == work) {
      unfinished = null; // its actions hold what they reset, and that may be undeployed
    }
  }

  /** Never throws: what cannot be told now is told later. */
  private void tell(Telling telling) {
    try {
      telling.tell();
    } catch (Throwable notNow) {
      do {
        telling.before = untold.get();
      } while (!untold.compareAndSet(telling.before, telling));
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
   * What whoever noticed may not have to wait for: many connections, the actions of libraries and
   * of the application, the confirmation, the report.
   */
  private final class Rest extends Thread {

    private final Generation following;
    private final Watcher watcher;
    private final Finisher me;
    private final Unfinished work;
    private final ActionRun run;
    private final Thread waiting = Thread.currentThread();
    private volatile boolean goesOn;

    Rest(Generation following, Watcher watcher, Finisher me, Unfinished work) {
      super(null, null, "diverge-actions", 0, false);
      setDaemon(true);
      this.following = following;
      this.watcher = watcher;
      this.me = me;
      this.work = work;
      this.run = new ActionRun(work.actions, actionMillis);
    }

    int here(boolean alone) {
      if (isTriedAgainBefore(alone)) {
        return due(work);
      }
      run.here();
      return end(following, watcher, work, alone);
    }

    /** Resets come before actions. */
    private boolean isTriedAgainBefore(boolean alone) {
      resets.runLeft(work, alone);
      if (work.began == 0) {
        work.began = System.nanoTime();
      }
      return isTriedAgain(work, alone);
    }

    /**
     * Starts it on a thread of its own and waits, but not for long, and for nothing that others
     * wait for themselves; false if there is none.
     *
     * @throws OutOfMemoryError if that is for want of heap: the actions would fare no better here
     */
    boolean elsewhere() {
      try {
        letGoOn();
        start();
      } catch (OutOfMemoryError none) {
        if (isOfHeap(none) && !work.isLast(false)) {
          throw none;
        }
        return false;
      } catch (Throwable noThread) {
        return false;
      }
      me.by = this; // not before: one that is not started yet looks like one that has ended
      try {
        await();
      } catch (Throwable mayNotWait) {
        // It goes on without us.
      }
      settlement.leave();
      return true;
    }

    /** Behind the last of those that are waited for; at once if there is none. */
    private void letGoOn() {
      int at = work.actions.size();
      while (at > 0 && !isWaitedFor(work.actions.get(at - 1))) {
        at--;
      }
      if (at == 0) {
        goesOn = true;
      } else if (at < work.actions.size()) {
        int place = work.actions.get(at - 1).order();
        work.actions.add(at, new Action("end of what is waited for", place, this::goesOn));
      }
    }

    private boolean isWaitedFor(Action action) {
      return action.isDue() && !Order.isForOthers(action.order());
    }

    private boolean goesOn() {
      goesOn = true;
      LockSupport.unpark(waiting);
      return false;
    }

    private boolean isOfHeap(OutOfMemoryError full) {
      String message = full.getMessage();
      return message == null || !message.contains("native thread");
    }

    private void await() {
      long deadline = System.nanoTime() + actionMillis * 1_000_000L;
      boolean interrupted = false;
      for (long left; !goesOn && (left = deadline - System.nanoTime()) > 0; ) {
        LockSupport.parkNanos(this, left);
        interrupted |= Thread.interrupted();
      }
      if (interrupted) {
        waiting.interrupt();
      }
    }

    @Override
    public void run() {
      int came;
      try {
        if (isTriedAgainBefore(false)) {
          came = due(work);
        } else {
          run.supervise();
          came = end(following, watcher, work, false);
        }
      } catch (Throwable t) {
        came = failed(following, watcher, work, t, false);
      }
      finishing.compareAndSet(me, null);
      goesOn();
      if (came == DONE) {
        finish(following, watcher, System.nanoTime());
      }
    }
  }
}
