package dev.diverge.driver;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The watchers of one generation, held weakly: one that was dropped without being closed neither
 * leaks nor is waited for. Thread-safe.
 */
final class Watchers {
  /** How often those who wait for watchers look for ones that were dropped: that rings no bell. */
  private static final long DROPPED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Rings when the epoch changes or a watcher is closed. */
  final WaitQueue changed = new WaitQueue();

  /** Rings when a watcher confirms or is closed. */
  final WaitQueue confirmed = new WaitQueue();

  private final Set<Reference<Watcher>> all = ConcurrentHashMap.newKeySet();
  private final ReferenceQueue<Watcher> dropped = new ReferenceQueue<>();

  Reference<Watcher> add(Watcher watcher) {
    for (Reference<? extends Watcher> gone = dropped.poll(); gone != null; gone = dropped.poll()) {
      all.remove(gone);
    }
    Reference<Watcher> reference = new WeakReference<>(watcher, dropped);
    all.add(reference);
    return reference;
  }

  void remove(Reference<Watcher> reference) {
    all.remove(reference);
  }

  /** How many are held, dropped ones that nobody noticed yet included. */
  int size() {
    return all.size();
  }

  int outdated() {
    int outdated = 0;
    for (Reference<Watcher> reference : all) {
      Watcher watcher = reference.get();
      if (watcher != null && watcher.outdated()) {
        outdated++;
      }
    }
    return outdated;
  }

  /** Waits until none is outdated; false if the time, in nanoseconds, ran out before. */
  boolean awaitConfirmed(long nanos) throws InterruptedException {
    long start = System.nanoTime();
    while (true) {
      long left = nanos - (System.nanoTime() - start);
      if (confirmed.await(() -> outdated() == 0, Math.min(left, DROPPED_NANOS))) {
        return true;
      }
      if (left <= DROPPED_NANOS) {
        return false;
      }
    }
  }

  void close() {
    for (Reference<Watcher> reference : all) {
      Watcher watcher = reference.get();
      if (watcher != null) {
        watcher.close();
      }
    }
  }
}
