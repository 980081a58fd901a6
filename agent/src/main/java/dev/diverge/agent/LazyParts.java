package dev.diverge.agent;

import dev.diverge.agent.libraries.Integrations;
import dev.diverge.agent.reach.Outermost;
import dev.diverge.agent.rules.Rules;
import dev.diverge.driver.Generation;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The way to all that nothing needs before the application's main: it is made when it is first
 * asked for, by a transition, by a guard or by the follower.
 *
 * <p>Thread-safe, without locks, since a thread that held one may not exist in a clone: two threads
 * may both make the parts, and one set of them is kept.
 */
final class LazyParts implements IntFunction<Object> {

  // What the guard asks for; DivergeGuard has the same numbers.
  private static final int FOREIGN = 0;
  private static final int SEEDED = 1;
  private static final int MARKS = 2;
  private static final int JOIN = 3;
  private static final int BORN = 4;
  private static final int RESET = 5;
  private static final int SETTLE = 6;
  private static final int REFUSED = 7;
  private static final int OUTERMOST = 8;

  final Instrumentation instrumentation;
  final Options options;
  final Report report;
  final GuardCell cell;
  final Entropy entropy;
  final Integrations integrations = new Integrations();
  final Hooks hooks = new Hooks(integrations);
  final Transition transition;
  final GuardDefiner definer;
  final boolean late;
  final long started = System.nanoTime();

  /** About how many classes were loaded since; threads may lose a few. */
  int classes;

  private final AtomicReference<@Nullable Parts> made = new AtomicReference<>();
  private volatile @Nullable Generation generation;

  /**
   * Whether classes that were loaded before the agent are woven whenever they are retransformed.
   */
  final AtomicBoolean retransforms = new AtomicBoolean();

  /** Set while the agent is installed; null if there are none. */
  volatile @Nullable Rules rules;

  LazyParts(
      Instrumentation instrumentation,
      Options options,
      Report report,
      GuardCell cell,
      Entropy entropy,
      boolean late,
      Function<Object, @Nullable Object> gate) {
    this.instrumentation = instrumentation;
    this.options = options;
    this.report = report;
    this.cell = cell;
    this.entropy = entropy;
    this.late = late;
    this.transition = new Transition(cell, entropy, this, options.number(Option.SECOND_RESEED));
    this.definer = new GuardDefiner(this, gate);
  }

  void follow(Generation generation) {
    this.generation = generation;
    transition.follow(generation);
  }

  Parts get() {
    Parts parts = made.get();
    if (parts == null) {
      parts = new Parts(this);
      if (!made.compareAndSet(null, parts)) {
        return get();
      }
    }
    return parts;
  }

  State state() {
    Generation following = generation;
    if (following == null) {
      throw new IllegalStateException("the agent is still being installed");
    }
    Parts parts = get();
    return new State(
        following,
        transition.watcher(),
        transition,
        hooks,
        parts.libraries,
        parts.selfTest,
        parts.history,
        parts.refusals,
        parts.actions,
        report,
        options,
        definer,
        instrumentation,
        late);
  }

  /** What the guard is to call, so that nobody's lack of permissions is ours. */
  Object callback(Object ours) {
    return Runtime.version().feature() < Privileged.FIRST_WITHOUT ? new Privileged(ours) : ours;
  }

  /** What the guard calls back; always the same for a number. */
  @Override
  public Object apply(int which) {
    return callback(made(which));
  }

  private Object made(int which) {
    Parts parts = get();
    return switch (which) {
      case FOREIGN -> parts.foreign;
      case SEEDED -> parts.seeded;
      case MARKS -> parts.lateMarks;
      case JOIN -> parts.joined;
      case BORN -> parts.born;
      case RESET -> parts.libraries;
      case SETTLE -> parts.settlement;
      case REFUSED -> parts.refusals;
      case OUTERMOST -> new Outermost();
      default -> throw new IllegalArgumentException();
    };
  }
}
