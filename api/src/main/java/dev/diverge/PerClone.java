package dev.diverge;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that each clone computes for itself, at its first use in an epoch.
 *
 * <pre>{@code
 * private static final PerClone<String> NODE = PerClone.of(() -> UUID.randomUUID().toString());
 * ... NODE.get() ...
 * }</pre>
 *
 * <p>Thread-safe, and without a lock, since a thread that held one may not exist in the clone:
 * threads that come first together may each compute a value, of which all get the same one.
 *
 * @param <T> the value's type; null is a value
 */
public final class PerClone<T extends @Nullable Object> {

  @SuppressWarnings("rawtypes") // the updater knows no type arguments
  private static final AtomicReferenceFieldUpdater<PerClone, @Nullable Held> HELD =
      AtomicReferenceFieldUpdater.newUpdater(PerClone.class, Held.class, "held");

  private final Supplier<? extends T> compute;
  private volatile @Nullable Held<T> held;

  /** Final fields: whoever sees one sees all of it. */
  private static final class Held<T extends @Nullable Object> {
    final long epoch;
    final T value;

    Held(long epoch, T value) {
      this.epoch = epoch;
      this.value = value;
    }
  }

  private PerClone(Supplier<? extends T> compute) {
    this.compute = Objects.requireNonNull(compute);
  }

  /**
   * A value not computed yet.
   *
   * @param compute called once in each epoch, on the thread that first needs the value
   */
  public static <T extends @Nullable Object> PerClone<T> of(Supplier<? extends T> compute) {
    return new PerClone<>(compute);
  }

  /** This clone's value. What {@code compute} throws is thrown, and the next call tries again. */
  public T get() {
    long epoch = Link.epoch();
    Held<T> is = held;
    return is != null && is.epoch == epoch ? is.value : renew(epoch);
  }

  private T renew(long epoch) {
    while (true) {
      Held<T> is = held;
      if (is != null && is.epoch >= epoch) {
        return is.value;
      }
      T value = compute.get();
      long now = Link.epoch();
      if (now == epoch && HELD.compareAndSet(this, is, new Held<>(epoch, value))) {
        return value;
      }
      epoch = now; // cloned while it was computed, or another thread was first
    }
  }
}
