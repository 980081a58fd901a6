package dev.diverge.agent.libraries;

import dev.diverge.agent.actions.Action;
import dev.diverge.agent.actions.Order;
import dev.diverge.agent.reach.TrackedInstances;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.MethodUse.Use;
import dev.diverge.integrations.Opener;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.SensitiveType;
import dev.diverge.integrations.Step;
import dev.diverge.integrations.Tools;
import dev.diverge.integrations.TrackedReset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Resets the tracked state of one type: of every copy of the class, and of its living instances.
 *
 * <p>Steps that only write fields cannot block: they are done on the thread that noticed the clone.
 * Steps that call the library's code or take a lock are actions, each bounded in time; a lock may
 * be held by a thread that waits for this very transition.
 */
final class TypeReset implements TrackedReset {

  private static final int TRIES_AT_ONCE = 8;
  private static final long REST_NANOS = 100_000_000;

  private final LazyLibrary library;
  private final SensitiveType type;
  private final String className;
  private final TrackedInstances tracked;
  private final Opener opener;
  private final StepRunner steps;
  private final AtomicLong epoch = new AtomicLong();

  /** How often a guarded one has failed in a row; threads that fail at once may count as one. */
  private volatile int failed;

  private volatile long failedAt;
  private volatile boolean told;

  TypeReset(
      LazyLibrary library,
      SensitiveType type,
      TrackedInstances tracked,
      Opener opener,
      StepRunner steps) {
    this.library = library;
    this.type = type;
    this.className = type.name().replace('/', '.');
    this.tracked = tracked;
    this.opener = opener;
    this.steps = steps;
  }

  static boolean tracksStatics(SensitiveType type) {
    return !type.has(Use.CHECKED) && !type.statics().isEmpty();
  }

  static boolean tracksInstances(SensitiveType type) {
    return !type.has(Use.DRAWN) && !type.instances().isEmpty();
  }

  boolean mayBlock() {
    return (tracksStatics(type) && mayBlock(type.statics()))
        || (tracksInstances(type) && mayBlock(type.instances()));
  }

  private static boolean mayBlock(List<Step> steps) {
    for (Step step : steps) {
      if (step.mayBlock()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String name() {
    return library.name() + " " + className;
  }

  @Override
  public Phase phase() {
    return type.phase();
  }

  @Override
  public int reset(Tools tools) throws Exception {
    int count = 0;
    Exception failure = null;
    for (Object each : all()) {
      try {
        reset(each);
        count++;
      } catch (Exception e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return count;
  }

  /** An action for each instance, so that one that hangs costs itself alone. */
  void collect(long wanted, List<Action> into) {
    long done = epoch.get();
    if (done >= wanted) {
      return;
    }
    int place = type.has(Use.BORROWING) ? Order.EMPTYING.place() : Order.call(type.phase());
    List<Action> actions = new ArrayList<>();
    for (Object each : all()) {
      actions.add(Action.repeatable(name(), place, new Each(each)));
    }
    into.addAll(actions);
    if (!epoch.compareAndSet(done, wanted)) {
      into.removeAll(actions);
    }
  }

  private final class Each implements Callable<Boolean> {
    private final Object each;

    Each(Object each) {
      this.each = each;
    }

    @Override
    public Boolean call() throws Exception {
      reset(each);
      return true;
    }
  }

  private List<Object> all() {
    List<Object> all = tracked.instances(tracksInstances(type) ? className : "");
    if (tracksStatics(type)) {
      all.addAll(tracked.classes(className));
    }
    return all;
  }

  /**
   * Resets one that is guarded. One that fails is tried again at each use, but not thousands of
   * times a second, and reported once.
   *
   * @return whether it is reset
   */
  boolean guarded(Object state, Consumer<String> report) {
    int before = failed;
    if (before >= TRIES_AT_ONCE && System.nanoTime() - failedAt < REST_NANOS) {
      return false;
    }
    try {
      Uninterrupted.run(
          new Uninterrupted.Interruptible() {
            @Override
            public void run() throws Exception {
              reset(state);
            }
          });
      failed = 0;
      told = false;
      return true;
    } catch (Throwable t) {
      failedAt = System.nanoTime();
      failed = before + 1;
      if (!told) {
        report.accept("reset of " + name() + " failed; clones may share its state: " + t);
        told = true; // there may have been no memory to say it
      }
      return false;
    }
  }

  /**
   * Resets one.
   *
   * @param state an instance, or the class
   */
  void reset(Object state) throws Exception {
    if (state instanceof Class<?> statics) {
      steps.all(type.statics(), Instance.statics(statics, opener), statics);
      return;
    }
    Class<?> seenAs = TrackedInstances.typed(state, className);
    if (seenAs != null) {
      steps.all(type.instances(), Instance.of(state, seenAs, opener), state);
    }
  }
}
