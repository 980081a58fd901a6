package dev.diverge.agent;

import dev.diverge.agent.actions.Action;
import dev.diverge.agent.actions.Actions;
import dev.diverge.agent.actions.ForkedChild;
import dev.diverge.agent.actions.Round;
import dev.diverge.driver.Generation;
import dev.diverge.driver.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * All that happens once between two epochs. Thread-safe.
 *
 * <p><b>The protocol.</b> Whoever notices runs it: a thread whose guard read a word it had not
 * seen, or the follower when the application is idle. A forked child has no other thread, and in a
 * restored VM none can be waited for, so nothing is handed over.
 *
 * <p>It has two parts. The first, {@link #renew}, makes every guarded object stale: entropy, then
 * salt, then epoch, then mark, then the word seen. It is short and takes no lock that another
 * needs: a thread that finds it under way spins for at most {@value #PATIENCE_NANOS} ns and then
 * does it too, since doing it twice only wastes a few microseconds. If the VM is cloned in the
 * middle of it, two clones may publish one salt; but the page has changed under them, so every
 * guard disagrees with the word published and the part is run again. This is the reader's side of a
 * seqlock, with the hypervisor as the writer (VMClock specification; AWS-LC's snapshot detection
 * does the same).
 *
 * <p>The second, {@link #finish}, runs once an epoch: the tracked resets in DESIGN's order, what
 * the application registered, the confirmation, the report. A generation that changes meanwhile is
 * not lost: the runner goes round again for as long as the epoch is another than the one it
 * finished.
 *
 * <p>A last part is for the kernel, which may reseed its own generator only after we read it: some
 * time later the follower renews once more, without a new epoch.
 */
final class Transition implements Runnable {

  /** What began the epoch of a drill, where a clone has the kind of the source. */
  static final String DRILL = "drill";

  static final long PATIENCE_NANOS = 2_000_000;
  private static final long DRILL_NANOS = 60_000_000_000L;
  private static final long STUCK_NANOS = 10_000_000_000L;

  private final GuardCell cell;
  private final Entropy entropy;
  private final Report report;
  private final Hooks hooks;
  private final Resets resets;
  private final long secondReseedNanos;
  private final Actions actions;
  private final History history;
  private final int actionMillis;
  private final AtomicReference<@Nullable Thread> renewing = new AtomicReference<>();
  private final AtomicReference<@Nullable Finisher> finishing = new AtomicReference<>();

  private volatile @Nullable Generation generation;
  private volatile @Nullable Watcher watcher;
  private volatile @Nullable SelfTest selfTest;
  private volatile long finished;
  private volatile long reseedAt;
  private volatile boolean reseedDue;

  /** Whoever runs the second part; an identity, and since when. */
  private static final class Finisher {
    private final long since = System.nanoTime();

    boolean isStuck() {
      return System.nanoTime() - since >= STUCK_NANOS;
    }
  }

  Transition(
      GuardCell cell,
      Entropy entropy,
      Report report,
      Hooks hooks,
      Resets resets,
      Actions actions,
      History history,
      int secondReseedMillis,
      int actionMillis) {
    this.cell = cell;
    this.entropy = entropy;
    this.report = report;
    this.hooks = hooks;
    this.resets = resets;
    this.actions = actions;
    this.history = history;
    this.actionMillis = actionMillis;
    this.secondReseedNanos = secondReseedMillis * 1_000_000L;
  }

  void follow(Generation generation) {
    this.generation = generation;
    this.watcher = generation.watch();
  }

  Watcher watcher() {
    Watcher handle = watcher;
    if (handle == null) {
      throw new IllegalStateException("nothing is followed");
    }
    return handle;
  }

  void testedBy(@Nullable SelfTest selfTest) {
    this.selfTest = selfTest;
  }

  /** A guard has read a word that was not seen before. Never throws. */
  @Override
  public void run() {
    try {
      if (cell.word() == cell.seen()) {
        return;
      }
      SelfTest test = selfTest;
      if (test != null && test.provoked()) {
        return;
      }
      notice();
    } catch (InternalError truncated) {
      Generation following = generation;
      if (following != null) {
        following.refresh(); // finds out, and has the guards look elsewhere
      }
    }
  }

  /** A source says that the generation is another, whether or not the page shows it. */
  void changed() {
    notice();
  }

  /** Loads what a transition needs, by a rekeying that changes nothing yet. */
  void warm() {
    entropy.rekey(cell.word(), false);
    new Finisher();
    new Round(List.of(), actionMillis).here();
    ForkedChild.isThis();
    resets.load();
  }

  /** The kernel has reseeded its own generator: the second reseed need not wait any longer. */
  void kernelReseeded() {
    reseedAt = System.nanoTime();
    reseedDue = true;
  }

  /** The second reseed, once it is due; on the follower's thread, which may wait for a device. */
  void reseedIfDue() {
    if (reseedDue && System.nanoTime() - reseedAt >= 0) {
      reseedDue = false;
      report.detail("the second reseed, now that the kernel has had its own");
      long seen = cell.seen(); // not the word: a change of that is still to be noticed
      cell.publish(entropy.rekey(seen, true), seen);
    }
  }

  /**
   * A transition without a clone: everything is reset, and a new epoch begun and confirmed.
   *
   * @return the epoch it began
   */
  long drill() {
    long started = System.nanoTime();
    Generation following = generation;
    if (following == null) {
      throw new IllegalStateException("the agent is still being installed");
    }
    long epoch = following.advance(DRILL);
    renew();
    after(following, started);
    return epoch;
  }

  /** A drill, waited for; null if it has not ended within a minute. */
  @Nullable Passage drillAndWait() {
    long epoch = drill();
    for (long began = System.nanoTime(); System.nanoTime() - began < DRILL_NANOS; ) {
      for (Passage passage : history.last()) {
        if (passage.epoch() >= epoch) {
          return passage;
        }
      }
      LockSupport.parkNanos(this, 1_000_000);
    }
    return null;
  }

  private void notice() {
    long started = System.nanoTime();
    Thread me = Thread.currentThread();
    boolean mine = renewing.compareAndSet(null, me);
    if (!mine && settledByAnother(started)) {
      return;
    }
    boolean moved;
    try {
      moved = renew();
    } finally {
      if (mine) {
        renewing.set(null);
      }
    }
    Generation following = generation;
    if (moved && following != null) {
      after(following, started);
    }
  }

  private void after(Generation following, long started) {
    reseedAt = started + secondReseedNanos;
    reseedDue = true;
    finish(following, started);
  }

  private boolean settledByAnother(long started) {
    while (System.nanoTime() - started < PATIENCE_NANOS) {
      if (cell.word() == cell.seen()) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }

  /**
   * Makes everything stale, and whatever the word says now seen.
   *
   * <p>The epoch moves on before the word is published as seen, and is itself published before: a
   * guard that finds nothing new finds the epoch of that word.
   *
   * @return whether it was this thread that moved the epoch on
   */
  private boolean renew() {
    boolean moved = false;
    for (int tries = 0; tries < 16; tries++) {
      long word = cell.word();
      Generation following = generation;
      if (following != null) {
        moved |= following.refresh();
      }
      long salt = entropy.rekey(word, false);
      if (following != null) {
        cell.epoch(following);
      }
      cell.publish(salt, word);
      if (cell.word() == word) {
        break;
      }
      // A page that changes faster than we can read it: the next guard goes on from there.
    }
    return moved;
  }

  /**
   * Whoever moved the epoch on sees to it that everything is done for it. If another thread is at
   * it already, that one looks at the epoch again when it is done; either it finds the new one, or
   * we found that it had gone.
   */
  private void finish(Generation following, long started) {
    for (long since = started; following.epoch() != finished; since = System.nanoTime()) {
      Finisher other = finishing.get();
      if (other != null && !other.isStuck()) {
        return;
      }
      Finisher me = new Finisher();
      if (finishing.compareAndSet(other, me) && reset(following, me, since)) {
        return;
      }
    }
  }

  /** True if the rest was handed on, with the duty to look at the epoch again. */
  private boolean reset(Generation following, Finisher me, long started) {
    long epoch = following.epoch();
    List<ResetDone> done = new ArrayList<>();
    int states = hooks.guarded() + resets.run(epoch, done);
    Queue<String> failures = new ConcurrentLinkedQueue<>();
    List<Action> due = actions.due(epoch, failures);
    Rest rest = new Rest(following, me, epoch, started, states, done, failures, due);
    if (!due.isEmpty() && !ForkedChild.isThis() && rest.elsewhere()) {
      return true;
    }
    rest.here();
    return false;
  }

  /**
   * What follows the agent's own resets: the application's actions, the confirmation, the report.
   */
  private final class Rest extends Thread {

    private final Generation following;
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
        finish(following, System.nanoTime());
      }
    }

    private void settle(long began) {
      if (any) {
        done.add(new ResetDone("application", round.done(), System.nanoTime() - began, null));
      }
      confirm(epoch);
      failures.addAll(round.failures());
      for (String failure : failures) {
        report.line(failure);
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

  private void confirm(long epoch) {
    Watcher handle = watcher;
    if (handle == null) {
      return;
    }
    // A false answer means that the epoch has moved on: that transition confirms its own.
    handle.confirm(epoch);
  }
}
