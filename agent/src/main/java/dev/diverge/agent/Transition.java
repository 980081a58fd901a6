package dev.diverge.agent;

import dev.diverge.driver.Generation;
import dev.diverge.driver.Watcher;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * All that happens once between two epochs. Thread-safe.
 *
 * <p><b>The protocol.</b> Whoever notices runs it: a thread whose guard read a word it had not
 * seen, or the follower when the application is idle. A forked child has no other thread, and in a
 * restored VM none can be waited for, so nothing is handed over.
 *
 * <p>It has two parts. The first, {@link #renew}, makes every guarded object stale: entropy, then
 * salt, then mark, then the word seen. It is short and takes no lock that another needs: a thread
 * that finds it under way spins for at most {@value #PATIENCE_NANOS} ns and then does it too, since
 * doing it twice only wastes a few microseconds. If the VM is cloned in the middle of it, two
 * clones may publish one salt; but the page has changed under them, so every guard disagrees with
 * the word published and the part is run again. This is the reader's side of a seqlock, with the
 * hypervisor as the writer (VMClock specification; AWS-LC's snapshot detection does the same).
 *
 * <p>The second, {@link #finish}, runs once an epoch: the tracked resets in DESIGN's order, the
 * confirmation, the report. A generation that changes meanwhile is not lost: its finder leaves a
 * note and the runner goes round again.
 *
 * <p>A last part is for the kernel, which may reseed its own generator only after we read it: some
 * time later the follower renews once more, without a new epoch.
 */
final class Transition implements Runnable {

  static final long PATIENCE_NANOS = 2_000_000;
  private static final long STUCK_NANOS = 10_000_000_000L;

  private final GuardCell cell;
  private final Entropy entropy;
  private final Report report;
  private final Hooks hooks;
  private final Resets resets;
  private final long secondReseedNanos;
  private final AtomicReference<@Nullable Thread> renewing = new AtomicReference<>();
  private final AtomicReference<@Nullable Finisher> finishing = new AtomicReference<>();

  private volatile @Nullable Generation generation;
  private volatile @Nullable Watcher watcher;
  private volatile @Nullable SelfTest selfTest;
  private volatile boolean again;
  private volatile long reseedAt;
  private volatile boolean reseedDue;

  private record Finisher(Thread thread, long since) {}

  Transition(
      GuardCell cell,
      Entropy entropy,
      Report report,
      Hooks hooks,
      Resets resets,
      int secondReseedMillis) {
    this.cell = cell;
    this.entropy = entropy;
    this.report = report;
    this.hooks = hooks;
    this.resets = resets;
    this.secondReseedNanos = secondReseedMillis * 1_000_000L;
  }

  void follow(Generation generation) {
    this.generation = generation;
    this.watcher = generation.watch();
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
    new Finisher(Thread.currentThread(), 0);
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
      renew(true);
    }
  }

  private void notice() {
    long started = System.nanoTime();
    Thread me = Thread.currentThread();
    boolean mine = renewing.compareAndSet(null, me);
    if (!mine && settledByAnother(started)) {
      return;
    }
    try {
      renew(false);
    } finally {
      if (mine) {
        renewing.set(null);
      }
    }
    Generation following = generation;
    if (following != null && following.refresh()) {
      reseedAt = started + secondReseedNanos;
      reseedDue = true;
      finish(following, started);
    }
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

  private void renew(boolean mayBlock) {
    long word = cell.word();
    for (int tries = 0; tries < 16; tries++) {
      cell.publish(entropy.rekey(word, mayBlock), word);
      long now = cell.word();
      if (now == word) {
        return;
      }
      word = now;
    }
    // A page that changes faster than we can read it: the next guard goes on from here.
  }

  private void finish(Generation following, long started) {
    Finisher me = new Finisher(Thread.currentThread(), System.nanoTime());
    Finisher other = finishing.get();
    if (other != null && System.nanoTime() - other.since() < STUCK_NANOS) {
      again = true;
      return;
    }
    if (!finishing.compareAndSet(other, me)) {
      again = true;
      return;
    }
    try {
      do {
        again = false;
        reset(following, started);
      } while (again);
    } finally {
      finishing.compareAndSet(me, null);
    }
  }

  private void reset(Generation following, long started) {
    long epoch = following.epoch();
    int states = hooks.inPlace() + resets.run();
    confirm(epoch);
    long millis = (System.nanoTime() - started + 500_000) / 1_000_000;
    report.line(
        "clone detected: epoch "
            + epoch
            + " ("
            + following.lastChangedBy()
            + "), "
            + states
            + " states reset in "
            + millis
            + " ms");
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
