package dev.diverge.agent.transition;

import dev.diverge.agent.actions.Order;
import dev.diverge.agent.actions.Shortage;
import dev.diverge.agent.guard.Entropy;
import dev.diverge.agent.guard.GuardCell;
import dev.diverge.agent.process.Report;
import dev.diverge.driver.Generation;
import dev.diverge.driver.MappingFaults;
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
 * <p>{@link Order} lists all of it, top to bottom, in two parts. The first, {@link #renew}, makes
 * every guarded object stale; it ends with the word seen. It is short and takes no lock that
 * another needs: a thread that finds it under way spins for at most {@value #PATIENCE_NANOS} ns and
 * then does it too, since doing it twice only wastes a few microseconds. If the VM is cloned in the
 * middle of it, two clones may publish one salt; but the page has changed under them, so every
 * guard disagrees with the word published and the part is run again. This is the reader's side of a
 * seqlock, with the hypervisor as the writer (VMClock specification; AWS-LC's snapshot detection
 * does the same).
 *
 * <p>The second, {@link Completion}, runs once an epoch, from ticket keys to the report.
 *
 * <p>A last part is for the kernel, which may reseed its own generator only after we read it: some
 * time later the follower renews once more, without a new epoch.
 *
 * <p><b>Whatever is thrown in it</b>, on whichever thread, it is due: the follower looks at every
 * poll whether there is a word that nobody has renewed for, or an epoch that nobody has completed,
 * and takes it up ({@link #tend}). A thread that has little stack left, or whose renewing failed,
 * wakes the follower and waits, bounded, for its first part. A forked child has no follower: there
 * the thread that noticed tries again itself.
 */
public final class Transition implements Runnable {

  public static final long PATIENCE_NANOS = 2_000_000;
  private static final long DRILL_NANOS = 60_000_000_000L;

  /** What nothing needs before a transition is near; made when it is first asked for. */
  public interface Later {
    Completion completion();

    History history();

    Rehearsal rehearsal();
  }

  private final GuardCell cell;
  private final Entropy entropy;
  private final Report report;
  private final Later later;
  private final long secondReseedNanos;
  private final AtomicReference<@Nullable Thread> renewing = new AtomicReference<>();
  private final AtomicReference<@Nullable Watcher> watcher = new AtomicReference<>();

  /** How long to wait for the follower, which has nothing to do but to wake up. */
  private static final long HELP_NANOS = 500_000_000;

  private static final int TRIES = 2;

  /** More frames than a transition has, with what the JVM itself needs to load a class in it. */
  private static final int FRAMES = 512;

  private volatile @Nullable Generation generation;
  private volatile @Nullable Thread follower;

  /** The last failure of the first part: stored where no more may be possible. */
  private volatile @Nullable Throwable failure;

  /** The last that a guard kept from the application. */
  private @Nullable Throwable kept;

  private volatile @Nullable Runnable check;
  private volatile long reseedAt;
  private volatile boolean reseedDue;

  /**
   * One that nobody follows yet.
   *
   * @param secondReseedMillis how long after a change the second reseed is due, at the latest
   */
  public Transition(
      GuardCell cell, Entropy entropy, Report report, Later later, int secondReseedMillis) {
    this.cell = cell;
    this.entropy = entropy;
    this.report = report;
    this.later = later;
    this.secondReseedNanos = secondReseedMillis * 1_000_000L;
  }

  public void follow(Generation generation) {
    this.generation = generation;
  }

  /** The handle that confirms; made before the epoch is first moved on, hence outdated by that. */
  public Watcher watcher() {
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

  /** Whose thread takes up what others could not do; it calls {@link #tend}. */
  public void followedBy(Thread follower) {
    this.follower = follower;
  }

  /** Whoever makes the guards distrust the page is told of each that asks; null for nobody. */
  public void checkedBy(@Nullable Runnable check) {
    this.check = check;
  }

  /** A guard has read a word that was not seen before. */
  @Override
  public void run() {
    try {
      Runnable checking = check;
      if (checking != null) {
        checking.run();
      }
      if (cell.word() != cell.seen()) {
        notice();
      }
    } catch (InternalError truncated) {
      Generation following = generation;
      if (following != null) {
        watcher();
        following.refresh(); // finds out, and has the guards look elsewhere
      }
    }
  }

  /** A source says that the generation is another, whether or not the page shows it. */
  public void changed() {
    notice();
  }

  /** Loads what a transition needs, by a rekeying and one that changes nothing. */
  public void warm() throws Exception {
    entropy.rekey(cell.word(), false);
    entropy.salt();
    hasRoom();
    watcher();
    later.rehearsal().run();
  }

  /** The kernel has reseeded its own generator: the second reseed need not wait any longer. */
  public void kernelReseeded() {
    reseedAt = System.nanoTime();
    reseedDue = true;
  }

  /** The second reseed, once it is due; on the follower's thread, which may wait for a device. */
  public void reseedIfDue() {
    if (reseedDue && System.nanoTime() - reseedAt >= 0) {
      reseedDue = false;
      report.detail("the second reseed, now that the kernel has had its own");
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
  public long drill() {
    long started = System.nanoTime();
    Generation following = following();
    watcher();
    long epoch = following.advance(TransitionRecord.DRILL);
    reseedLater();
    renewOrLeave();
    complete(following, started);
    return epoch;
  }

  /** A drill, waited for; null if it has not ended within a minute. */
  public @Nullable TransitionRecord drillAndWait() {
    long epoch = drill();
    for (long began = System.nanoTime(); System.nanoTime() - began < DRILL_NANOS; ) {
      for (TransitionRecord passage : later.history().last()) {
        if (passage.epoch() >= epoch) {
          return passage;
        }
      }
      LockSupport.parkNanos(this, 1_000_000);
    }
    return null;
  }

  /**
   * Takes up what is due: a word that nobody has renewed for, an epoch that nobody has completed.
   * On the follower's thread, at every poll. Of a page that was truncated its source tells.
   */
  public void tend() {
    try {
      tellOfFailures();
    } finally {
      if (cell.word() != cell.seen()) {
        notice();
      }
      Generation following = generation;
      if (following != null && hasBegun(following)) {
        complete(following, System.nanoTime());
      }
    }
  }

  /** Each is forgotten once it is told, since there may be no memory for that. */
  private void tellOfFailures() {
    Throwable met = failure;
    Throwable guards = cell.kept();
    if (guards != null) {
      kept = guards;
    }
    guards = kept;
    if (met != null && !MappingFaults.isOne(met)) {
      report.line("a transition failed and is taken up again: " + met);
    }
    failure = null;
    if (guards != null && guards != met && !MappingFaults.isOne(guards)) {
      report.line("a guard failed, the application was not told: " + guards);
    }
    kept = null;
  }

  /** Whether an epoch has begun that is not completed. */
  public boolean isDue() {
    Generation following = generation;
    return following != null && hasBegun(following) && later.completion().isDue(following);
  }

  /** Before the first clone there is nothing to complete, and nothing to be made for it. */
  private static boolean hasBegun(Generation following) {
    return following.epoch() != 0;
  }

  /** Resets neither heed nor swallow the application's interrupt. */
  private void notice() {
    boolean interrupted = Thread.interrupted();
    try {
      noticed(System.nanoTime());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void noticed(long started) {
    if (!hasRoom() && leave()) {
      return;
    }
    Thread me = Thread.currentThread();
    Thread other = renewing.get();
    if ((other != null || !renewing.compareAndSet(null, me)) && settledByAnother(PATIENCE_NANOS)) {
      return;
    }
    renewing.set(me); // of another that takes this long, or is gone, it is taken over
    try {
      renewOrLeave();
    } finally {
      renewing.compareAndSet(me, null);
    }
    Generation following = generation;
    if (following != null) {
      complete(following, started);
    }
  }

  /** A second time on this thread, if need be, and then on the follower's. */
  private void renewOrLeave() {
    for (int tries = 1; ; tries++) {
      try {
        renew();
        return;
      } catch (Throwable t) {
        failure = t;
        if (tries >= TRIES && (leave() || cell.word() != cell.seen())) {
          if (t instanceof VirtualMachineError full && cell.word() != cell.seen()) {
            throw full; // the draw must not go on with what clones share, and ends as this did
          }
          return;
        }
      }
    }
  }

  /** Whether the follower has done it instead. */
  private boolean leave() {
    Thread other = follower;
    if (other == null || other == Thread.currentThread() || !other.isAlive()) {
      return false;
    }
    LockSupport.unpark(other);
    return settledByAnother(HELP_NANOS);
  }

  /**
   * To find out in the midst of it would leave classes behind that are not initialised, for ever.
   */
  private static boolean hasRoom() {
    try {
      return room(FRAMES, 1, 2, 3) > 0;
    } catch (StackOverflowError little) {
      return false;
    }
  }

  private static long room(int frames, long a, long b, long c) {
    return frames == 0 ? a + b + c : room(frames - 1, b, c, a) + 1;
  }

  private void complete(Generation following, long started) {
    boolean done = false;
    try {
      Completion completion = later.completion();
      done = !completion.isDue(following);
      if (!done) {
        done = completion.finish(following, watcher(), started) && !completion.isDue(following);
      }
    } finally {
      if (!done) {
        LockSupport.unpark(follower);
      }
    }
  }

  /** Neither parks nor says that it spins: there are threads on which either throws an Error. */
  private boolean settledByAnother(long patience) {
    for (long since = System.nanoTime(); System.nanoTime() - since < patience; ) {
      if (cell.word() == cell.seen()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Makes everything stale, and whatever the word says now seen.
   *
   * <p>The epoch moves on before the word is published as seen, and is itself published before: a
   * guard that finds nothing new finds the epoch of that word.
   */
  private void renew() {
    for (int tries = 0; tries < 16; tries++) {
      long word = cell.word();
      Generation following = generation;
      if (following != null) {
        refresh(following);
      }
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
  }

  private void reseedLater() {
    reseedAt = System.nanoTime() + secondReseedNanos;
    reseedDue = true;
  }

  /** The watcher comes before the epoch that it is to confirm. */
  private void refresh(Generation following) {
    watcher();
    long before = following.epoch();
    try {
      following.refreshOrThrow();
    } catch (RuntimeException | Error e) {
      if (Shortage.isBehind(e)) {
        throw e; // else the word would count as seen, and its epoch have not begun
      }
    } finally {
      if (following.epoch() != before) {
        reseedLater();
      }
    }
  }

  private Generation following() {
    Generation following = generation;
    if (following == null) {
      throw new IllegalStateException("the agent is still being installed");
    }
    return following;
  }
}
