package dev.diverge.driver;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Follows the sources of a {@link Generation}: takes up what was asked for once it can be used,
 * looks after what is in use, and says where something is new.
 *
 * <p>It runs itself as what a source calls that has news, on a thread of its own.
 */
final class SourceFollower implements SourceNews {
  private static final int PATIENCE_SECONDS = 5;
  private static final long SOON_NANOS = 100_000_000;
  private static final long READY_NANOS = 5_000_000_000L;
  private static final long PAUSE_NANOS = 1_000_000;

  private final Generation generation;
  private final SourceSlot[] slots;
  private final long[] kernelReseeds;
  private final Mapper mapper;
  private final @Nullable Map<String, Long> memory;
  private final Generation.Listener listener;

  private volatile @Nullable Thread thread;

  /** When the thread began the look that it is at, or will begin the next at the latest. */
  private volatile long dueAt;

  private volatile boolean followed;

  SourceFollower(
      Generation generation,
      List<SourceSlot> slots,
      Mapper mapper,
      @Nullable Map<String, Long> memory,
      Generation.Listener listener) {
    this.generation = generation;
    this.slots = slots.toArray(new SourceSlot[0]);
    this.kernelReseeds = new long[this.slots.length];
    this.mapper = mapper;
    this.memory = memory;
    this.listener = listener;
  }

  /** Opens what can be opened; before anything else. */
  void open() {
    for (int i = 0; i < slots.length; i++) {
      takeUp(i);
    }
  }

  /** As {@link Generation#follow}. */
  void follow(long pollMillis) throws InterruptedException {
    synchronized (slots) {
      if (thread != null) {
        throw new IllegalStateException("followed already");
      }
      thread = Thread.currentThread();
    }
    try {
      long nanos = TimeUnit.MILLISECONDS.toNanos(Math.max(1, pollMillis));
      Trouble surprise = new Trouble();
      dueAt = System.nanoTime();
      followed = true;
      while (!generation.isClosed()) {
        look(surprise);
        dueAt = System.nanoTime() + nanos;
        boolean soon = listener.idle();
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        LockSupport.parkNanos(this, soon ? Math.min(nanos, SOON_NANOS) : nanos);
      }
    } finally {
      thread = null;
    }
  }

  /** A source has news. */
  @Override
  public void run() {
    if (generation.isClosed()) {
      return;
    }
    try {
      GenerationState now = generation.state();
      if (now.reread() != now) {
        listener.changed();
      }
    } catch (RuntimeException | Error e) {
      // The thread that follows meets it too, and reports it.
    }
    wake();
  }

  /** The listener gets ready on the thread that follows, which may be asleep. */
  @Override
  public void beforeSnapshot() {
    long began = System.nanoTime();
    while (!generation.isClosed()
        && !listener.isReadyForSnapshot()
        && System.nanoTime() - began < READY_NANOS) {
      wake();
      LockSupport.parkNanos(this, PAUSE_NANOS);
      if (Thread.interrupted()) {
        Thread.currentThread().interrupt(); // and whoever did so wants no more of this
        return;
      }
    }
  }

  /** Has it look now. */
  void wake() {
    LockSupport.unpark(thread);
  }

  /** As {@link Generation#overdueSeconds}. */
  long overdueSeconds() {
    long overdue = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - dueAt);
    return !followed || generation.isClosed() || overdue < PATIENCE_SECONDS ? 0 : overdue;
  }

  /** Whether one is in use that works, and would tell of a clone of what was asked for. */
  boolean usable() {
    GenerationState now = generation.state();
    for (int i = 0; i < slots.length; i++) {
      Source source = now.source(i);
      if (source != null && source.usable() && (source.noticesMachines() || !slots[i].optional)) {
        return true;
      }
    }
    return false;
  }

  /** What each usable source wants a later process to know. */
  Map<String, Long> memory() {
    Map<String, Long> now = new TreeMap<>();
    GenerationState current = generation.state();
    for (int i = 0; i < slots.length; i++) {
      Source source = current.source(i);
      if (source != null && source.usable()) {
        try {
          now.put(slots[i].text(), source.memory());
        } catch (IOException e) {
          // Nothing to be remembered now.
        }
      }
    }
    return now;
  }

  /** One look at everything. Whatever happens in it, a follower that is gone would be worse. */
  private void look(Trouble surprise) {
    try {
      for (int i = 0; i < slots.length; i++) {
        look(i);
      }
      GenerationState now = generation.state();
      boolean changed = now.reread() != now;
      generation.tell();
      if (changed && !generation.isClosed()) {
        listener.changed();
      }
      if (kernelReseeded(now) && !generation.isClosed()) {
        listener.kernelReseeded();
      }
      surprise.report(null, listener);
    } catch (RuntimeException | Error e) {
      report(surprise, e);
    }
  }

  private void look(int place) {
    Source source = generation.state().source(place);
    if (source == null) {
      takeUp(place);
      generation.tell();
      return;
    }
    String trouble = source.tend();
    // Before anything is said: loads may fault from now on.
    generation.tell();
    if (!generation.isClosed()) {
      slots[place].report(trouble, listener);
    }
  }

  /**
   * Opens what was asked for in that place, if it can be; what it says now is no change, unless it
   * tells by being there.
   */
  private void takeUp(int place) {
    if (slots[place].alternative() && anotherAlternative()) {
      return;
    }
    Source source = slots[place].open(mapper, this, listener);
    if (source == null) {
      return;
    }
    long value;
    try {
      Long known = memory == null ? null : memory.remove(slots[place].text());
      value = known == null ? source.generation() : source.since(known);
      if (slots[place].tellsByAppearing()) {
        value = ~value; // any other: that it is there now is what it has to say
      }
    } catch (IOException e) {
      // Gone already. The next look finds out what it is now.
      source.discard();
      return;
    }
    generation.take(place, source, value);
  }

  private boolean anotherAlternative() {
    GenerationState now = generation.state();
    for (int i = 0; i < slots.length; i++) {
      Source source = now.source(i);
      if (source != null && slots[i].alternative() && source.usable()) {
        return true;
      }
    }
    return false;
  }

  private boolean kernelReseeded(GenerationState now) {
    boolean more = false;
    for (int i = 0; i < slots.length; i++) {
      Source source = now.source(i);
      long reseeds = source == null ? 0 : Math.max(0, source.kernelReseeds());
      more |= reseeds > kernelReseeds[i];
      kernelReseeds[i] = reseeds;
    }
    return more;
  }

  private void report(Trouble surprise, Throwable e) {
    try {
      surprise.report("following the generation met " + e + "; it goes on", listener);
    } catch (RuntimeException | Error again) {
      // It was the listener that threw.
    }
  }
}
