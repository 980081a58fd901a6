package dev.diverge.agent;

import dev.diverge.driver.Generation;
import dev.diverge.driver.Watcher;
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
 * <p>The second, {@link Completion}, runs once an epoch: the tracked resets in DESIGN's order, what
 * the application registered, the confirmation, the report.
 *
 * <p>A last part is for the kernel, which may reseed its own generator only after we read it: some
 * time later the follower renews once more, without a new epoch.
 */
final class Transition implements Runnable {

  /** What began the epoch of a drill, where a clone has the kind of the source. */
  static final String DRILL = "drill";

  static final long PATIENCE_NANOS = 2_000_000;
  private static final long DRILL_NANOS = 60_000_000_000L;

  private final GuardCell cell;
  private final Entropy entropy;
  private final LazyParts parts;
  private final long secondReseedNanos;
  private final AtomicReference<@Nullable Thread> renewing = new AtomicReference<>();
  private final AtomicReference<@Nullable Watcher> watcher = new AtomicReference<>();

  private volatile @Nullable Generation generation;
  private volatile @Nullable SelfTest selfTest;
  private volatile long reseedAt;
  private volatile boolean reseedDue;

  Transition(GuardCell cell, Entropy entropy, LazyParts parts, int secondReseedMillis) {
    this.cell = cell;
    this.entropy = entropy;
    this.parts = parts;
    this.secondReseedNanos = secondReseedMillis * 1_000_000L;
  }

  void follow(Generation generation) {
    this.generation = generation;
  }

  /** The handle that confirms; made before the epoch is first moved on, hence outdated by that. */
  Watcher watcher() {
    Watcher handle = watcher.get();
    if (handle == null) {
      handle = following().watch();
      if (!watcher.compareAndSet(null, handle)) {
        handle.close();
        return watcher();
      }
    }
    return handle;
  }

  /** Who makes the guards distrust the page just now, null for nobody. */
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
      refresh(generation); // finds out, and has the guards look elsewhere
    }
  }

  /** A source says that the generation is another, whether or not the page shows it. */
  void changed() {
    notice();
  }

  /** Loads what a transition needs, by a rekeying that changes nothing yet. */
  void warm() {
    entropy.rekey(cell.word(), false);
    entropy.salt();
    watcher();
    parts.get().completion.warm();
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
      parts.report.detail("the second reseed, now that the kernel has had its own");
      long seen = cell.seen(); // not the word: a change of that is still to be noticed
      entropy.rekey(seen, true);
      cell.salt(entropy);
      cell.publish(seen);
    }
  }

  /**
   * A transition without a clone: everything is reset, and a new epoch begun and confirmed.
   *
   * @return the epoch it began
   */
  long drill() {
    long started = System.nanoTime();
    Generation following = following();
    watcher();
    long epoch = following.advance(DRILL);
    renew();
    after(following, started);
    return epoch;
  }

  /** A drill, waited for; null if it has not ended within a minute. */
  @Nullable Passage drillAndWait() {
    long epoch = drill();
    for (long began = System.nanoTime(); System.nanoTime() - began < DRILL_NANOS; ) {
      for (Passage passage : parts.get().history.last()) {
        if (passage.epoch() >= epoch) {
          return passage;
        }
      }
      LockSupport.parkNanos(this, 1_000_000);
    }
    return null;
  }

  /** Resets neither heed nor swallow the application's interrupt. */
  private void notice() {
    boolean interrupted = Thread.interrupted();
    try {
      noticed();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void noticed() {
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
    parts.get().completion.finish(following, watcher(), started);
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
      moved |= refresh(following);
      entropy.rekey(word, false);
      cell.salt(entropy);
      if (following != null) {
        cell.epoch(following);
      }
      cell.publish(word);
      if (cell.word() == word) {
        break;
      }
      // A page that changes faster than we can read it: the next guard goes on from there.
    }
    return moved;
  }

  /** The watcher comes before the epoch that it is to confirm. */
  private boolean refresh(@Nullable Generation following) {
    if (following == null) {
      return false;
    }
    watcher();
    return following.refresh();
  }

  private Generation following() {
    Generation following = generation;
    if (following == null) {
      throw new IllegalStateException("the agent is still being installed");
    }
    return following;
  }
}
