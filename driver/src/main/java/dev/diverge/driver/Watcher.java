package dev.diverge.driver;

import java.io.Closeable;
import java.lang.ref.Reference;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A handle on the epoch, with the manners of the character device that the vmgenid and SysGenID
 * proposals gave to user space: opening it takes the current epoch as confirmed; it is
 * <em>outdated</em> from the moment the epoch differs from the one it confirmed until it confirms
 * the current one.
 *
 * <p>Where the device deals in generations this deals in epochs, and it follows what {@link
 * Generation#refresh} has noticed: it asks no source itself.
 *
 * <p>Thread-safe; threads that share one share its confirmation. One that is dropped without being
 * closed is forgotten.
 */
public final class Watcher implements Closeable {
  private final Generation generation;
  private final Watchers watchers;
  private final AtomicLong confirmed;
  private final Reference<Watcher> held;
  private volatile boolean closed;

  Watcher(Generation generation, Watchers watchers) {
    this.generation = generation;
    this.watchers = watchers;
    this.confirmed = new AtomicLong(generation.epoch());
    this.held = watchers.add(this);
  }

  /** The epoch confirmed last; at first, that in which the watcher was opened. */
  public long confirmed() {
    return confirmed.get();
  }

  /**
   * Waits until this is outdated, and returns the current epoch; does so again and again, at once,
   * until it is confirmed.
   *
   * @throws InterruptedException if the thread is interrupted before or while it waits
   * @throws WatcherClosedException if this is closed, before or while it waits
   */
  public long read() throws InterruptedException, WatcherClosedException {
    while (true) {
      watchers.changed.await(this::stirred, WaitQueue.FOREVER);
      requireOpen();
      long epoch = generation.epoch();
      // Another thread may have confirmed meanwhile.
      if (epoch != confirmed.get()) {
        return epoch;
      }
    }
  }

  /**
   * The current epoch if this is outdated; empty if there is nothing new. Never waits.
   *
   * @throws IllegalStateException if this is closed
   */
  public OptionalLong tryRead() {
    if (closed) {
      throw new IllegalStateException("the watcher is closed");
    }
    long epoch = generation.epoch();
    return epoch == confirmed.get() ? OptionalLong.empty() : OptionalLong.of(epoch);
  }

  /**
   * Waits until this is outdated or the time is over, and says whether it is outdated.
   *
   * @param timeoutMillis in milliseconds; 0 does not wait, less waits for ever
   * @throws InterruptedException if the thread is interrupted before or while it waits
   * @throws WatcherClosedException if this is closed, before or while it waits
   */
  public boolean poll(long timeoutMillis) throws InterruptedException, WatcherClosedException {
    long nanos =
        timeoutMillis < 0 ? WaitQueue.FOREVER : TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    boolean stirred = watchers.changed.await(this::stirred, nanos);
    requireOpen();
    return stirred;
  }

  /**
   * Confirms that everything the given epoch asks for is done.
   *
   * @param epoch as read
   * @return false, and nothing is confirmed, if it is not the current one: it changed again, so
   *     read again; false also if this is closed
   */
  public boolean confirm(long epoch) {
    if (closed || epoch != generation.epoch()) {
      return false;
    }
    advance(epoch);
    watchers.confirmed.ring();
    generation.settle();
    return true;
  }

  /**
   * Closes it: threads that wait on it wake with an exception, and nobody waits for it any more.
   */
  @Override
  public void close() {
    closed = true;
    watchers.remove(held);
    watchers.changed.ring();
    watchers.confirmed.ring();
  }

  /** Notes a confirmation; not back, if another thread has meanwhile confirmed a later epoch. */
  void advance(long epoch) {
    for (long before = confirmed.get(); before < epoch; before = confirmed.get()) {
      if (confirmed.compareAndSet(before, epoch)) {
        break;
      }
    }
  }

  /** Whether it is open and has not confirmed the current epoch. */
  boolean outdated() {
    return !closed && confirmed.get() != generation.epoch();
  }

  private boolean stirred() {
    return closed || outdated();
  }

  private void requireOpen() throws WatcherClosedException {
    if (closed) {
      throw new WatcherClosedException();
    }
  }
}
