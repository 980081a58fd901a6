package dev.diverge;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The registered actions, without a lock: any thread may be frozen in here when the VM is cloned.
 */
final class Registry {

  /**
   * Handed to the agent, which knows no class of ours. Given an epoch, returns the actions that
   * have not run in it, each claimed for it: {@code {name, order, Callable}} in their order. Given
   * a negative number, returns all, and claims none.
   */
  static final LongFunction<Object[][]> DUE = Registry::due;

  /** In the place of what another call has claimed meanwhile. */
  private static final Callable<Boolean> NOTHING = () -> false;

  /** In the order in which they run. */
  private static final Set<Entry<?>> ENTRIES = new ConcurrentSkipListSet<>();

  private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();
  private static final AtomicLong REGISTERED = new AtomicLong();

  private Registry() {}

  static <T> Registration add(T owner, int order, CloneAction<? super T> action) {
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(action, "action");
    forgetCollected();
    Class<?> type = owner instanceof Class<?> itself ? itself : owner.getClass();
    Entry<T> entry = new Entry<>(owner, type.getName(), order, action, Diverge.epoch());
    ENTRIES.add(entry);
    return entry;
  }

  /** How many are registered; for tests. */
  static int size() {
    forgetCollected();
    return ENTRIES.size();
  }

  private static Object[][] due(long epoch) {
    forgetCollected();
    List<Object[]> due = new ArrayList<>();
    for (Entry<?> entry : ENTRIES) {
      if (epoch < 0 || entry.isDue(epoch)) {
        due.add(new Object[] {entry.name, entry.order, entry});
      }
    }
    Object[][] told = due.toArray(new Object[0][]);
    return epoch < 0 ? told : claimed(told, epoch);
  }

  /** Needs no memory: what is claimed and not told would be lost. */
  private static Object[][] claimed(Object[][] due, long epoch) {
    for (Object[] one : due) {
      if (!((Entry<?>) one[2]).claim(epoch)) {
        one[2] = NOTHING;
      }
    }
    return due;
  }

  private static void forgetCollected() {
    for (Reference<?> gone; (gone = COLLECTED.poll()) != null; ) {
      ENTRIES.remove(gone);
    }
  }

  private static final class Entry<T> extends WeakReference<T>
      implements Registration, Callable<Boolean>, Comparable<Entry<?>> {

    final String name;
    final int order;
    private final CloneAction<? super T> action;
    private final long number = REGISTERED.getAndIncrement();
    private final AtomicLong epoch;
    private volatile boolean closed;

    Entry(T owner, String name, int order, CloneAction<? super T> action, long epoch) {
      super(owner, COLLECTED);
      this.name = name;
      this.order = order;
      this.action = action;
      this.epoch = new AtomicLong(epoch);
    }

    boolean isDue(long wanted) {
      return epoch.get() < wanted;
    }

    boolean claim(long wanted) {
      long done = epoch.get();
      return done < wanted && epoch.compareAndSet(done, wanted);
    }

    /** Runs the action; false if there is no owner left. */
    @Override
    public Boolean call() throws Exception {
      T owner = get();
      if (owner == null || closed) {
        return false;
      }
      action.onClone(owner);
      return true;
    }

    @Override
    public void close() {
      closed = true;
      ENTRIES.remove(this);
    }

    @Override
    public int compareTo(Entry<?> other) {
      int byOrder = Integer.compare(order, other.order);
      return byOrder != 0 ? byOrder : Long.compare(number, other.number);
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }
  }
}
