package dev.diverge.driver;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The generation of this JVM, as an epoch: 0 at start, one more for each change, never back.
 *
 * <h2>The protocol</h2>
 *
 * <p>A virtual machine cannot feel that it was cloned. In 2020 a kernel driver was proposed that
 * would tell user space [1]: {@code open} notes the generation, {@code read} blocks until it
 * differs from what the handle has confirmed, {@code write} of the current one confirms, {@code
 * poll} asks, and {@code mmap} shows it in a read-only page, for those who must ask before every
 * random byte. Its reviewers made two remarks that shape this class. A 128-bit UUID tears when the
 * machine is cloned in the middle of a load; a counter in one aligned word does not. And a program
 * needs to know <em>that</em> the generation changed, not to what: the value itself is better fed
 * to the kernel's generator than shown around. SysGenID [2] took both up, added that an
 * orchestrator may count the outdated handles and wait for them, and lives on in some kernels;
 * VMClock [3] puts the counter in a page that the hypervisor itself writes before the clone's
 * processors run again.
 *
 * <p>Here every source, whatever it speaks, becomes a 64-bit value of which only equality is asked:
 * a counter may wrap, a page may go backwards when its publisher is restored too, and a UUID has no
 * order. Each difference from what was last seen is one step of the epoch. Users of the epoch,
 * unlike the sources', get an order, and the right to compare with a plain {@code !=}.
 *
 * <p>Who notices? With a mapped source anyone who loads {@link #mapped}, at once, also in the clone
 * of a machine whose other threads have not been scheduled yet. Such a thread calls {@link
 * #refresh}, which asks the sources and moves the epoch on. When all are idle, or no source is
 * mapped, the thread in {@link #follow} notices instead, within a poll.
 *
 * <p>Exactly once: what was seen and the epoch are one immutable {@link GenerationState}, replaced
 * by compare-and-set. A thread first reads the state and then asks the sources. If another moved
 * the epoch on between the two, the compare-and-set fails and everything is asked again; if it did
 * so before, then its load of the page happened before this one's, so this one cannot see less and
 * count the same change anew. There is no lock, because a thread that held one may not exist in
 * this process any more: a clone can be a forked child with a single thread.
 *
 * <p>Until a page is truncated a load of it cannot fail; from then on it faults. {@link
 * Listener#remapped} is told of a page's end and of a new page's beginning, by whichever thread
 * finds out. Two may find out different things and speak in the wrong order, so each, having
 * spoken, looks again and speaks again if what it said is no longer so: the last word is always
 * true.
 *
 * <ol>
 *   <li>A. Catangiu: "drivers/virt: vmgenid: add vm generation id driver", linux-kernel, October
 *       2020.
 *   <li>A. Catangiu: "drivers/misc: sysgenid: add system generation ID driver", linux-kernel, 2021.
 *   <li>D. Woodhouse and others: the VMClock device, {@code include/uapi/linux/vmclock-abi.h};
 *       {@code vm_generation_counter}.
 *   <li>Microsoft: "Virtual Machine Generation ID", 2012, from which all of this descends.
 * </ol>
 *
 * <p>Thread-safe. Only {@link #follow} and the watchers' reads wait; nothing on the reading side
 * locks.
 */
public final class Generation implements Closeable {

  /** Hears what happens to the generation. Must not throw, and must not wait for other threads. */
  public interface Listener {

    /**
     * The sources say something new. The listener calls {@link Generation#refresh}; until somebody
     * does, this is repeated at every poll. On the follower's thread, or on that of a source which
     * waits for news itself; on both at once if both find out.
     */
    void changed();

    /**
     * The kernel has said that it reseeded its own generator because of a clone: what was drawn
     * from it before may have been drawn by other clones, too. After {@link #changed}, on the
     * follower's thread.
     */
    default void kernelReseeded() {}

    /**
     * The word to guard by is another one from now on, or none: then what was mapped before was
     * truncated, and loading it faults. Told before anything else is done about it. What was mapped
     * before stays mapped for as long as its buffer is reachable, so keep it for as long as anyone
     * may still load by its address. On the follower's thread, or on whichever called {@link
     * Generation#refresh}.
     *
     * @param word as {@link Source#mapped}
     */
    void remapped(@Nullable ByteBuffer word);

    /**
     * One line for people: what was wrong, where it came from, what happens now. Said once for each
     * trouble, and again if it went away and came back. On the thread that opens the generation, or
     * on the follower's.
     */
    void report(String line);

    /**
     * Called at every poll, for what the listener wants done now and then on that thread.
     *
     * @return whether it wants to be called again soon, however long a poll is
     */
    default boolean idle() {
      return false;
    }

    /**
     * A snapshot is about to be taken, says a source that hears of that: whether the listener has
     * done all that it wants done before. Until it has, but not for long, it is called {@link
     * #idle} and asked again. On the source's thread.
     */
    default boolean isReadyForSnapshot() {
      return true;
    }
  }

  private static final SourceSpec[] NO_SPECS = {};

  /** For whoever waits anyway. */
  private final Object lock = new Object();

  private final Listener listener;
  private final boolean asked;
  private final AtomicReference<GenerationState> state;
  private final SourceFollower follower;

  /** What the listener was last told to guard by. */
  private volatile @Nullable ByteBuffer told;

  /** Null until the first is asked for: a JVM that has none pays nothing for them. */
  private volatile @Nullable Watchers watchers;

  private volatile boolean closed;

  private Generation(
      List<SourceSpec> specs,
      Listener listener,
      Mapper mapper,
      SourceSpec[] auto,
      @Nullable Map<String, Long> memory) {
    List<SourceSlot> slots = new ArrayList<>(specs.size());
    boolean any = false;
    for (int i = 0; i < specs.size(); i++) {
      SourceSpec spec = specs.get(i);
      any |= !spec.kind().equals("none");
      if (spec.kind().equals("auto")) {
        for (SourceSpec candidate : auto) {
          slots.add(new SourceSlot(candidate, true));
        }
      } else if (!spec.kind().equals("none")) {
        slots.add(new SourceSlot(spec, false));
      }
    }
    this.listener = listener;
    this.asked = any;
    this.state = new AtomicReference<>(new GenerationState(slots.size()));
    this.follower = new SourceFollower(this, slots, mapper, memory, listener);
    follower.open();
    this.told = mapped();
  }

  /**
   * Opens the sources. One that cannot be used is reported, and the rest goes on; it is taken up by
   * {@link #follow} once it can be used, and what it says then is no change. Never throws for a bad
   * source.
   *
   * @param specs in the order of preference; empty or {@code none} asks for nothing
   */
  public static Generation open(List<SourceSpec> specs, Listener listener) {
    return open(specs, listener, new ChannelMapper());
  }

  /** As {@link #open(List, Listener)}, with another way to map a file. */
  public static Generation open(List<SourceSpec> specs, Listener listener, Mapper mapper) {
    return open(specs, listener, mapper, asksAuto(specs) ? SourceKind.autos() : NO_SPECS, null);
  }

  /**
   * With other candidates for {@code auto}, and what an earlier process remembers ({@link
   * #memory()}); each entry is taken out of the map when its source is opened.
   */
  static Generation open(
      List<SourceSpec> specs,
      Listener listener,
      Mapper mapper,
      SourceSpec[] auto,
      @Nullable Map<String, Long> memory) {
    return new Generation(specs, listener, mapper, auto, memory);
  }

  /** The epoch, as of the last {@link #refresh}: from 0, one more for each change. */
  public long epoch() {
    return state().epoch;
  }

  /**
   * The memory in which the first mapped source that is good shows its generation, a long at 0 in
   * native order; null if there is none. See {@link Source#mapped} and {@link Listener#remapped}.
   */
  public @Nullable ByteBuffer mapped() {
    return state().mapped();
  }

  /**
   * Whether a clone would be noticed: at least one source is followed and works. One that is about
   * processes only counts where it was asked for, not where {@code auto} brought it along.
   */
  public boolean usable() {
    return follower.usable();
  }

  /** Whether anything was asked for; false if that was {@code none}. */
  public boolean asked() {
    return asked;
  }

  /** The kinds of the sources in use, in the order asked for: "page", "page+file", or "none". */
  public String kinds() {
    return state().kinds();
  }

  /** The kind of the source that began this epoch: "page"; "none" in epoch 0. */
  public String lastChangedBy() {
    return state().changedBy;
  }

  /**
   * Asks every source. If any says something else than was last seen, moves the epoch on by exactly
   * one, wakes the watchers and returns true, on one of the threads that find out together.
   *
   * <p>Any thread, also the only one of a forked child. Takes no lock, never waits, never throws; a
   * page costs one system call, a file three or four. Once it returns, no error is outstanding that
   * this thread earned by loading from a page that was truncated under it; the JVM may have thrown
   * it before the call, though, so a guard catches {@link InternalError} around its own load.
   */
  public boolean refresh() {
    try {
      return refreshOrThrow();
    } catch (RuntimeException | Error e) {
      // Memory or stack ran out, or the listener threw: not the application's concern.
      return false;
    }
  }

  /**
   * As {@link #refresh}, for whoever must not go on as if nothing had changed.
   *
   * @throws OutOfMemoryError or whatever else kept the sources from being asked, or the epoch's
   *     change from being told
   */
  public boolean refreshOrThrow() {
    if (closed) {
      return false;
    }
    try {
      MappingFaults.settle();
    } catch (InternalError e) {
      // The caller's guard loaded from a truncated page. It is found out below.
    }
    while (true) {
      GenerationState before = state();
      GenerationState after = before.reread();
      tell();
      if (after == before) {
        return false;
      }
      if (state.compareAndSet(before, after)) {
        if (after.epoch == before.epoch) {
          settle();
          return false;
        }
        wake();
        return true;
      }
    }
  }

  /**
   * Begins a new epoch though no source asks for it: a rehearsal. Thread-safe, takes no lock.
   *
   * @param by what {@link #lastChangedBy} says of it
   * @return the epoch begun
   */
  public long advance(String by) {
    GenerationState before;
    GenerationState after;
    do {
      before = state();
      after = before.next(by);
    } while (!state.compareAndSet(before, after));
    wake();
    return after.epoch;
  }

  /** A new handle on the epoch; the current one counts as confirmed. Closed if this is closed. */
  public Watcher watch() {
    Watcher watcher = new Watcher(this, watchers());
    if (closed) {
      watcher.close();
    }
    return watcher;
  }

  /** How many watchers have not confirmed the current epoch. */
  public int outdatedWatchers() {
    Watchers those = watchers;
    return those == null ? 0 : those.outdated();
  }

  /**
   * Waits until no watcher is outdated.
   *
   * @param timeoutMillis at most, in milliseconds; 0 for ever
   * @return false if one still was when the time was over
   * @throws InterruptedException if the thread is interrupted before or while it waits
   */
  public boolean awaitWatchers(long timeoutMillis) throws InterruptedException {
    return watchers()
        .awaitConfirmed(
            timeoutMillis == 0 ? WaitQueue.FOREVER : TimeUnit.MILLISECONDS.toNanos(timeoutMillis));
  }

  /**
   * Follows the sources on this thread, until {@link #close}: takes up those that appear or come
   * back, maps those that are replaced, reports those that are lost, and tells the listener when
   * any says something new.
   *
   * @param pollMillis how long to sleep between two looks, in milliseconds, at least 1
   * @throws InterruptedException if the thread is interrupted
   * @throws IllegalStateException if another thread follows already
   */
  public void follow(long pollMillis) throws InterruptedException {
    follower.follow(pollMillis);
  }

  /**
   * Ends it: {@link #follow} returns, the watchers close, the epoch stands still. What was mapped
   * stays mapped for as long as its buffer is reachable. Idempotent.
   */
  @Override
  public void close() {
    closed = true;
    follower.wake();
    Watchers those = watchers;
    if (those != null) {
      those.close();
    }
    state().close();
  }

  /**
   * For how many seconds the follower has owed a look at the sources: it hangs in one, or has
   * ended. Below five that is a busy machine. Any thread.
   *
   * @return 0 if it is on time, or nobody has followed yet
   */
  public long overdueSeconds() {
    return follower.overdueSeconds();
  }

  public boolean isClosed() {
    return closed;
  }

  /** How many watchers are held; for tests. */
  int watcherCount() {
    Watchers those = watchers;
    return those == null ? 0 : those.size();
  }

  /** A watcher has confirmed: if that was the last, the sources that want to know are told. */
  void settle() {
    if (outdatedWatchers() == 0 && !closed) {
      state().confirmed();
    }
  }

  /** How many sources are in use, and work. */
  int usableSources() {
    return state().usable();
  }

  /** What each usable source wants a later process to know. */
  Map<String, Long> memory() {
    return follower.memory();
  }

  /** One more source is in use; what it says now is no change. */
  void take(int place, Source source, long value) {
    GenerationState before;
    do {
      before = state();
    } while (!state.compareAndSet(before, before.with(place, source, value)));
    if (closed) {
      source.close();
    }
  }

  private static boolean asksAuto(List<SourceSpec> specs) {
    for (int i = 0; i < specs.size(); i++) {
      if (specs.get(i).kind().equals("auto")) {
        return true;
      }
    }
    return false;
  }

  /** Tells the listener what to guard by, if that is not what it was told last. */
  @SuppressWarnings("ReferenceEquality") // Buffers compare by content, and looking at it may fault.
  void tell() {
    ByteBuffer now = mapped();
    if (now == told || closed) {
      return;
    }
    ByteBuffer said;
    do {
      said = now;
      listener.remapped(said);
      told = said; // not before: what could not be said is said again
      now = mapped();
    } while (now != said);
  }

  GenerationState state() {
    return Objects.requireNonNull(state.get());
  }

  private void wake() {
    Watchers those = watchers;
    if (those != null) {
      those.changed.ring();
    }
  }

  private Watchers watchers() {
    Watchers those = watchers;
    if (those == null) {
      synchronized (lock) {
        those = watchers;
        if (those == null) {
          those = new Watchers();
          watchers = those;
        }
      }
    }
    return those;
  }
}
