package dev.diverge.agent.actions;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One thing of the application's, or of a library's, to be done in this epoch, and what came of it:
 * noted in fields that are there before it is tried, since afterwards there may be no memory for a
 * word about it. Run once, by whichever thread is first; thread-safe.
 */
public final class Action implements Comparable<Action> {

  private static final int DUE = 0;
  private static final int BEGUN = 1;
  private static final int DONE = 2;
  private static final int NOTHING_TO_DO = 3;
  private static final int FAILED = 4;
  private static final int HUNG = 5;

  private final String name;
  private final int order;
  private final Callable<?> work;
  private final boolean repeatable;
  private final AtomicInteger state = new AtomicInteger();
  private volatile @Nullable Throwable thrown;
  private volatile StackTraceElement @Nullable [] stack;

  /**
   * One that is run once.
   *
   * @param name what a report calls it
   * @param order lower goes first: {@link Order#place}
   * @param work returns false if there was nothing to do any more
   */
  public Action(String name, int order, Callable<?> work) {
    this(name, order, work, false);
  }

  private Action(String name, int order, Callable<?> work, boolean repeatable) {
    this.name = name;
    this.order = order;
    this.work = work;
    this.repeatable = repeatable;
  }

  /** One that is due again if there was no memory for it, or no stack. */
  public static Action repeatable(String name, int order, Callable<?> work) {
    return new Action(name, order, work, true);
  }

  public String name() {
    return name;
  }

  public int order() {
    return order;
  }

  /** Whether it is still to be run. */
  public boolean isDue() {
    return state.get() == DUE;
  }

  /** Whether it is due because there was no memory for it. */
  public boolean isStarved() {
    return isDue() && thrown != null;
  }

  public boolean isDone() {
    return state.get() == DONE;
  }

  /** Runs it, if it is due. */
  void run() {
    if (!state.compareAndSet(DUE, BEGUN)) {
      return;
    }
    try {
      boolean any = !Boolean.FALSE.equals(work.call());
      state.compareAndSet(BEGUN, any ? DONE : NOTHING_TO_DO);
    } catch (Throwable t) {
      thrown = t;
      state.compareAndSet(BEGUN, repeatable && Shortage.isBehind(t) ? DUE : FAILED);
    }
  }

  /** The others go on without it. */
  void hung(StackTraceElement[] at) {
    stack = at;
    state.compareAndSet(BEGUN, HUNG);
  }

  /** What is to be told of one that did not end well; null of any other. */
  public @Nullable String failure(int patienceMillis) {
    Throwable why = thrown;
    return switch (state.get()) {
      case DONE, NOTHING_TO_DO -> null;
      case HUNG -> hung(patienceMillis);
      case BEGUN -> "action " + name + " has not ended";
      case FAILED -> failed(why);
      default -> why == null ? "action " + name + " was not run: no thread for it" : failed(why);
    };
  }

  private String failed(@Nullable Throwable why) {
    return "action " + name + " failed: " + why;
  }

  private String hung(int patienceMillis) {
    StackTraceElement[] at = stack;
    return "action "
        + name
        + " did not end within "
        + patienceMillis
        + " ms"
        + (at == null || at.length == 0 ? "" : ", it is at " + at[0])
        + ": the others go on without it";
  }

  @Override
  public int compareTo(Action other) {
    return Integer.compare(order, other.order);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
