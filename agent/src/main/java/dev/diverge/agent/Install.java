package dev.diverge.agent;

import dev.diverge.agent.actions.Actions;
import dev.diverge.agent.actions.Joined;
import dev.diverge.agent.libraries.Integrations;
import dev.diverge.agent.libraries.Libraries;
import dev.diverge.agent.reach.Born;
import dev.diverge.agent.reach.ModuleOpener;
import dev.diverge.agent.rules.Rules;
import dev.diverge.driver.Generation;
import dev.diverge.driver.Mapper;
import dev.diverge.driver.SourceSpec;
import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Opener;
import java.lang.instrument.Instrumentation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Puts the agent together, before the application's main or on a late attach. */
public final class Install implements BiConsumer<Instrumentation, String[]> {

  private volatile @Nullable State state;

  /** Made by name, by the entry class. */
  public Install() {}

  /**
   * Installs the agent; never throws.
   *
   * @param how the agent's arguments, and {@code premain}, {@code agentmain} or {@code ask}
   */
  @Override
  public void accept(Instrumentation instrumentation, String[] how) {
    if (how[1].equals("ask")) {
      State installed = state;
      if (installed != null) {
        new Desk(installed).answer(how[0]);
      }
      return;
    }
    Options options = Options.of(how[0], System.getProperties(), System.getenv());
    Report report = new Report(options.get(Option.LOG));
    for (String complaint : options.complaints()) {
      report.line(complaint);
    }
    if (options.is(Option.ENABLED, "false")) {
      return;
    }
    try {
      state = install(instrumentation, options, report, how[1].equals("agentmain"));
    } catch (Throwable t) {
      report.line("not installed, the application runs unprotected: " + t);
      if (options.is(Option.ON_FAILURE, "halt")) {
        report.line("on-failure=halt: the JVM stops");
        Runtime.getRuntime().halt(1);
      }
    }
  }

  private static State install(
      Instrumentation instrumentation, Options options, Report report, boolean late)
      throws Exception {
    GuardCell cell = new GuardCell();
    Entropy entropy = new Entropy();
    LateMarks lateMarks = new LateMarks();
    Integrations integrations = Integrations.read();
    for (Map.Entry<String, Boolean> asked : options.integrations().entrySet()) {
      if (!integrations.ask(asked.getKey(), asked.getValue())) {
        report.line("option 'integration." + asked.getKey() + "' names no integration: ignored");
      }
    }
    Hooks hooks = Hooks.of(integrations.eager());
    Joined joined = new Joined();
    Born born = new Born();
    Actions actions = new Actions();
    actions.add(joined);
    History history = new History();
    Settlement settlement = new Settlement(cell);
    Opener opener = new ModuleOpener(instrumentation);
    Resets resets =
        new Resets(
            hooks.trackedResets(),
            new ResetTools(born, opener, entropy, options),
            settlement,
            report);
    Libraries libraries =
        new Libraries(integrations, born, opener, new Fresh(entropy), resets, report);
    actions.add(libraries);
    Transition transition =
        new Transition(
            cell,
            entropy,
            report,
            hooks,
            resets,
            actions,
            history,
            options.number(Option.SECOND_RESEED),
            options.number(Option.ACTION_TIMEOUT));
    Mapper mapper =
        GuardDefiner.define(
            instrumentation,
            cell,
            callbacks(
                instrumentation,
                options,
                transition,
                entropy,
                cell,
                lateMarks,
                joined,
                born,
                libraries,
                settlement));
    Rules rules = rules(options, instrumentation, born, entropy, report);
    if (rules != null) {
      actions.add(rules);
    }
    HookTransformer.install(instrumentation, hooks, born, report);
    instrumentation.addTransformer(libraries, false);
    if (late) {
      new KnownRandoms(lateMarks).mark(instrumentation);
      LoadedApi.link(instrumentation, report);
    }
    SelfTest selfTest = new SelfTest(cell, hooks, report);
    transition.testedBy(selfTest);
    Chores chores =
        new Chores(
            instrumentation,
            hooks,
            born,
            transition,
            options.is(Option.SELF_TEST, "off") ? null : selfTest,
            rules,
            report);
    Listener listener = new Listener(cell, transition, chores, report);
    Generation generation = Generation.open(specs(options, listener), listener, mapper);
    cell.watch(generation.mapped(), word(generation.mapped()));
    transition.follow(generation);
    listener.opened(generation, options);
    if (options.is(Option.SELF_TEST, "full")) {
      selfTest.run(true);
    }
    State state =
        new State(
            generation,
            transition.watcher(),
            transition,
            hooks,
            libraries,
            selfTest,
            history,
            actions,
            report,
            options,
            mapper,
            instrumentation,
            late);
    answer(state, chores, instrumentation, options, report);
    CracBridge.offer(options, instrumentation, late, report);
    new Follower(generation, options.number(Option.POLL)).start();
    return state;
  }

  private static GuardDefiner.Callbacks callbacks(
      Instrumentation instrumentation,
      Options options,
      Transition transition,
      Entropy entropy,
      GuardCell cell,
      LateMarks lateMarks,
      Joined joined,
      Born born,
      Libraries libraries,
      Settlement settlement) {
    boolean mix = options.is(Option.THIRD_PARTY_RANDOM, "mix");
    return new GuardDefiner.Callbacks(
        transition,
        entropy,
        options.is(Option.THIRD_PARTY_RANDOM, "keep")
            ? null
            : new ForeignRandom(entropy, cell, lateMarks, mix),
        options.is(Option.SEEDED_SHA1PRNG, "keep")
            ? new SeededSha1(instrumentation, lateMarks)
            : null,
        lateMarks,
        joined,
        born,
        libraries,
        settlement);
  }

  private static void answer(
      State state, Chores chores, Instrumentation instrumentation, Options options, Report report) {
    Answers answers = new Answers(instrumentation, state, options.get(Option.JMX));
    chores.offer(answers);
    state.history().listen(answers);
    String file = options.get(Option.READY_FILE);
    if (!file.isEmpty()) {
      ReadyFile ready = new ReadyFile(file, report);
      ready.write(0);
      state.history().listen(ready);
    }
  }

  private static @Nullable Rules rules(
      Options options, Instrumentation instrumentation, Born born, Entropy entropy, Report report) {
    List<String> complaints = new ArrayList<>();
    String classPath =
        options.is(Option.JAR_RULES, "on") ? System.getProperty("java.class.path", "") : "";
    Rules rules =
        Rules.install(
            options.get(Option.RULES),
            classPath,
            instrumentation,
            born,
            new Fresh(entropy),
            complaints);
    for (String complaint : complaints) {
      report.line(complaint);
    }
    return rules;
  }

  private static List<SourceSpec> specs(Options options, Listener listener) {
    try {
      return SourceSpec.parse(options.get(Option.SOURCE));
    } catch (IllegalArgumentException bad) {
      listener.report(
          "option 'source': "
              + bad.getMessage()
              + "; the default '"
              + Option.SOURCE.byDefault
              + "' is used");
      return SourceSpec.parse(Option.SOURCE.byDefault);
    }
  }

  private static long word(@Nullable ByteBuffer page) {
    return page == null ? 0 : page.getLong(0);
  }

  /** Hears of the generation; what goes wrong while it is opened is told once, as one line. */
  private static final class Listener implements Generation.Listener {

    private static final String UNNOTICED = "a clone would go unnoticed";

    private final GuardCell cell;
    private final Transition transition;
    private final Chores chores;
    private final Report report;
    private volatile @Nullable StringBuilder opening = new StringBuilder();

    Listener(GuardCell cell, Transition transition, Chores chores, Report report) {
      this.cell = cell;
      this.transition = transition;
      this.chores = chores;
      this.report = report;
    }

    void opened(Generation generation, Options options) {
      StringBuilder troubles = opening;
      opening = null;
      boolean blind = generation.asked() && !generation.usable();
      if (troubles != null && troubles.length() > 0) {
        report.line(
            blind ? troubles.append("; ").append(UNNOTICED).toString() : troubles.toString());
      } else if (blind) {
        report.line(
            "no usable source of the VM's generation: "
                + UNNOTICED
                + "; java -jar diverge.jar doctor says why");
      }
      if (blind && options.is(Option.ON_FAILURE, "halt")) {
        report.line("on-failure=halt: the JVM stops");
        Runtime.getRuntime().halt(1);
      }
    }

    @Override
    public void report(String line) {
      StringBuilder troubles = opening;
      if (troubles == null) {
        report.line(line);
      } else {
        troubles.append(troubles.length() == 0 ? "" : "; ").append(line);
      }
    }

    @Override
    public void changed() {
      transition.changed();
    }

    @Override
    public void kernelReseeded() {
      transition.kernelReseeded();
    }

    @Override
    public void remapped(@Nullable ByteBuffer word) {
      cell.watch(word, cell.seen());
    }

    @Override
    public void idle() {
      chores.run();
    }
  }
}
