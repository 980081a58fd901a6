package dev.diverge.agent;

import dev.diverge.agent.answers.AgentState;
import dev.diverge.agent.contract.GuardLayout;
import dev.diverge.agent.extensions.Extensions;
import dev.diverge.agent.guard.Entropy;
import dev.diverge.agent.guard.GuardCell;
import dev.diverge.agent.guard.GuardDefiner;
import dev.diverge.agent.guard.LateMarks;
import dev.diverge.agent.hooks.HookTransformer;
import dev.diverge.agent.hooks.Hooks;
import dev.diverge.agent.libraries.Integrations;
import dev.diverge.agent.libraries.Libraries;
import dev.diverge.agent.process.Option;
import dev.diverge.agent.process.Options;
import dev.diverge.agent.process.Privileged;
import dev.diverge.agent.process.Report;
import dev.diverge.agent.reach.OutermostConstructor;
import dev.diverge.agent.reach.TrackedInstances;
import dev.diverge.agent.rules.Rules;
import dev.diverge.agent.transition.Completion;
import dev.diverge.agent.transition.History;
import dev.diverge.agent.transition.Rehearsal;
import dev.diverge.agent.transition.Transition;
import dev.diverge.driver.Generation;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to all that nothing needs before the application's main: it is made when it is first
 * asked for, by a transition, by a guard or by the follower.
 *
 * <p>Thread-safe, without locks, since a thread that held one may not exist in a clone: two threads
 * may both make the parts, and one set of them is kept.
 */
final class Agent
    implements IntFunction<Object>,
        Supplier<AgentState>,
        HookTransformer.LibraryParts,
        Transition.Later {

  final Instrumentation instrumentation;
  final Options options;
  final Report report;
  final GuardCell cell;
  final Entropy entropy;
  final Integrations integrations = new Integrations();
  final Hooks hooks = new Hooks(integrations);
  final Transition transition;
  final GuardDefiner definer;
  final HookTransformer transformer;
  final boolean late;
  final long started = System.nanoTime();

  private final AtomicReference<@Nullable LateParts> made = new AtomicReference<>();
  private volatile @Nullable Generation generation;

  /** Set while the agent is installed; null if there are none. */
  volatile @Nullable Rules rules;

  /** The same. */
  volatile @Nullable Extensions extensions;

  Agent(
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
    this.transition =
        new Transition(cell, entropy, report, this, options.number(Option.SECOND_RESEED));
    this.definer = new GuardDefiner(cell, gate);
    this.transformer =
        new HookTransformer(
            instrumentation,
            hooks,
            integrations,
            report,
            definer,
            this,
            !options.is(Option.THIRD_PARTY_RANDOM, "keep"));
  }

  void follow(Generation generation) {
    this.generation = generation;
    transition.follow(generation);
  }

  LateParts parts() {
    LateParts parts = made.get();
    if (parts == null) {
      parts = new LateParts(this);
      if (!made.compareAndSet(null, parts)) {
        return parts();
      }
    }
    return parts;
  }

  /** Whether anything has asked for them. */
  boolean isMade() {
    return made.get() != null;
  }

  @Override
  public AgentState get() {
    Generation following = generation;
    if (following == null) {
      throw new IllegalStateException("the agent is still being installed");
    }
    LateParts parts = parts();
    return new AgentState(
        following,
        transition.watcher(),
        transition,
        hooks,
        parts.libraries,
        parts.hookCheck,
        parts.history,
        parts.refusals,
        parts.actions,
        report,
        options,
        definer,
        instrumentation,
        late);
  }

  @Override
  public Completion completion() {
    return parts().completion;
  }

  @Override
  public History history() {
    return parts().history;
  }

  @Override
  public Rehearsal rehearsal() {
    LateParts parts = parts();
    return new Rehearsal(
        definer,
        entropy,
        hooks,
        parts.resets,
        parts.opener,
        parts.lateMarks,
        parts.libraries,
        parts.actions);
  }

  @Override
  public @Nullable Rules rules() {
    return rules;
  }

  @Override
  public Libraries libraries() {
    return parts().libraries;
  }

  @Override
  public TrackedInstances tracked() {
    return parts().tracked;
  }

  @Override
  public LateMarks lateMarks() {
    return parts().lateMarks;
  }

  /** What the guard calls back; always the same for a number, which {@link GuardLayout} has. */
  @Override
  public Object apply(int which) {
    return switch (which) {
      case GuardLayout.CELL -> cell.buffer();
      case GuardLayout.NOTICE -> Privileged.callback(transition);
      case GuardLayout.FRESH -> Privileged.callback(entropy);
      default -> Privileged.callback(late(which));
    };
  }

  private Object late(int which) {
    LateParts parts = parts();
    return switch (which) {
      case GuardLayout.FOREIGN -> parts.foreign;
      case GuardLayout.SEEDED -> parts.seeded;
      case GuardLayout.MARKS -> parts.lateMarks;
      case GuardLayout.JOIN -> parts.registries;
      case GuardLayout.BORN -> parts.tracked;
      case GuardLayout.RESET -> parts.libraries;
      case GuardLayout.SETTLE -> parts.settlement;
      case GuardLayout.REFUSED, GuardLayout.JUDGE -> parts.refusals;
      case GuardLayout.OUTERMOST -> new OutermostConstructor();
      default -> throw new IllegalArgumentException();
    };
  }
}
