package dev.diverge.agent;

import dev.diverge.agent.actions.Actions;
import dev.diverge.agent.actions.ApiRegistries;
import dev.diverge.agent.answers.Answers;
import dev.diverge.agent.answers.ReadyFile;
import dev.diverge.agent.guard.ForeignRandom;
import dev.diverge.agent.guard.LateMarks;
import dev.diverge.agent.guard.Refusals;
import dev.diverge.agent.guard.SeededSha1;
import dev.diverge.agent.hooks.HookCheck;
import dev.diverge.agent.hooks.Hooks;
import dev.diverge.agent.libraries.Libraries;
import dev.diverge.agent.outside.NodeNumber;
import dev.diverge.agent.process.Option;
import dev.diverge.agent.process.Options;
import dev.diverge.agent.reach.ModuleOpener;
import dev.diverge.agent.reach.TrackedInstances;
import dev.diverge.agent.transition.Completion;
import dev.diverge.agent.transition.History;
import dev.diverge.agent.transition.LeftActions;
import dev.diverge.agent.transition.ResetTools;
import dev.diverge.agent.transition.Resets;
import dev.diverge.agent.transition.Settlement;
import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Opener;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/** What {@link Agent} makes, all at once. Making it has no effect on anything else. */
final class LateParts {

  final LateMarks lateMarks = new LateMarks();
  final ApiRegistries registries;
  final TrackedInstances tracked = new TrackedInstances();
  final Actions actions = new Actions();
  final LeftActions left = new LeftActions();
  final History history = new History();
  final BiPredicate<SecureRandom, byte[]> foreign;
  final BiConsumer<Object, Boolean> seeded;
  final Settlement settlement;
  final Refusals refusals;
  final Opener opener;
  final Fresh fresh;
  final Resets resets;
  final Answers answers;
  final Libraries libraries;
  final Completion completion;
  final HookCheck hookCheck;
  final Chores chores;

  LateParts(Agent lazy) {
    Options options = lazy.options;
    registries = new ApiRegistries(options.number(Option.ACTION_TIMEOUT));
    foreign =
        options.is(Option.THIRD_PARTY_RANDOM, "keep")
            ? new Ignoring()
            : new ForeignRandom(
                lazy.entropy,
                lazy.cell,
                lateMarks,
                lazy.report,
                options.is(Option.THIRD_PARTY_RANDOM, "mix"));
    opener = new ModuleOpener(lazy.instrumentation);
    fresh = new Fresh(lazy.entropy, NodeNumber.of(options.get(Option.NODE_NUMBER), lazy.report));
    seeded =
        new SeededSha1(opener, lazy.cell, lateMarks, options.is(Option.SEEDED_SHA1PRNG, "keep"));
    settlement = new Settlement(lazy.cell);
    refusals = new Refusals(options.is(Option.STALE_CIPHERS, "refuse"));
    resets =
        new Resets(
            new TrackedResets(lazy.hooks),
            new ResetTools(tracked, opener, lazy.entropy, options, left),
            settlement,
            lazy.report);
    libraries = new Libraries(lazy.integrations, tracked, opener, fresh, resets, lazy.report);
    actions.add(registries);
    actions.add(left);
    actions.add(libraries);
    hookCheck = new HookCheck(lazy.cell, lazy.hooks, lazy.transition, lazy.report);
    completion =
        new Completion(
            lazy.report,
            lazy.hooks,
            resets,
            settlement,
            actions,
            history,
            options.number(Option.ACTION_TIMEOUT));
    answers = new Answers(lazy.instrumentation, lazy.report, options, lazy);
    history.listen(answers);
    String file = options.get(Option.READY_FILE);
    if (!file.isEmpty()) {
      history.listen(new ReadyFile(file, lazy.report));
    }
    chores =
        new Chores(lazy, options.is(Option.SELF_TEST, "off") ? null : hookCheck, answers, resets);
  }

  /** Not before they are loaded: to be asked, each integration of the JDK's has to describe. */
  private static final class TrackedResets implements Supplier<List<String>> {

    private final Hooks hooks;

    TrackedResets(Hooks hooks) {
      this.hooks = hooks;
    }

    @Override
    public List<String> get() {
      return hooks.trackedResets();
    }
  }

  private static final class Ignoring implements BiPredicate<SecureRandom, byte[]> {
    @Override
    public boolean test(SecureRandom engine, byte[] out) {
      return false;
    }
  }
}
