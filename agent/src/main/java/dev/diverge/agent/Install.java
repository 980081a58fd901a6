package dev.diverge.agent;

import dev.diverge.agent.actions.CracBridge;
import dev.diverge.agent.actions.LoadedApi;
import dev.diverge.agent.answers.AttachAnswer;
import dev.diverge.agent.answers.ReadyFile;
import dev.diverge.agent.extensions.Extensions;
import dev.diverge.agent.guard.Entropy;
import dev.diverge.agent.guard.GuardCell;
import dev.diverge.agent.outside.PlainText;
import dev.diverge.agent.process.Option;
import dev.diverge.agent.process.Options;
import dev.diverge.agent.process.Privileged;
import dev.diverge.agent.process.Report;
import dev.diverge.agent.rules.JarRules;
import dev.diverge.agent.rules.Rules;
import dev.diverge.driver.Environment;
import dev.diverge.driver.Generation;
import dev.diverge.driver.SourceSpec;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.ByteBuffer;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts the agent together, before the application's main or on a late attach; once. */
public final class Install implements Function<Object, @Nullable Object> {

  private static final String FIGURES = "figures";

  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile @Nullable Agent installed;

  /** Made by name, behind the gate. */
  public Install() {}

  /**
   * Installs the agent, or answers.
   *
   * @param what to install: the {@link Instrumentation}, the agent's arguments, whether the
   *     application runs already, and the gate; a text: the question of whoever attached, or {@code
   *     figures}
   * @return the thread that answers, if it is not done yet; the figures
   */
  @Override
  @SuppressWarnings("removal") // see Privileged
  public @Nullable Object apply(Object what) {
    if (what instanceof String question) {
      return question.equals(FIGURES) ? figures() : answer(question);
    }
    if (what instanceof Object[] how && begun.compareAndSet(false, true)) {
      Installing installing = new Installing(how);
      if (Runtime.version().feature() < Privileged.FIRST_WITHOUT) {
        AccessController.doPrivileged(installing);
      } else {
        installing.run();
      }
    }
    return null;
  }

  private long @Nullable [] figures() {
    Agent agent = installed;
    return agent == null ? null : agent.get().figures();
  }

  private @Nullable Thread answer(String question) {
    Agent agent = installed;
    AtomicReference<@Nullable Thread> answering = new AtomicReference<>();
    if (agent != null) {
      Privileged.run(() -> answering.set(AttachAnswer.answer(agent.get(), question)));
    }
    return answering.get();
  }

  /**
   * Done with the agent's own permissions from the first, even if nobody asks for them yet: threads
   * inherit those of whoever makes them.
   */
  private final class Installing implements PrivilegedAction<@Nullable Void> {

    private final Object[] how;

    Installing(Object[] how) {
      this.how = how;
    }

    @Override
    public @Nullable Void run() {
      install((Instrumentation) how[0], (String) how[1], (Boolean) how[2], gate(how[3]));
      return null;
    }
  }

  @SuppressWarnings("unchecked") // its own declaration
  private static Function<Object, @Nullable Object> gate(Object gate) {
    return (Function<Object, @Nullable Object>) gate;
  }

  private void install(
      Instrumentation instrumentation,
      String arguments,
      boolean late,
      Function<Object, @Nullable Object> gate) {
    Options options =
        Options.of(arguments, System.getProperties(), Environment.beginning(Options.VARIABLE));
    Report report = new Report(options.get(Option.LOG));
    for (String complaint : options.complaints()) {
      report.line(complaint);
    }
    if (options.is(Option.ENABLED, "false")) {
      return;
    }
    try {
      installed = install(instrumentation, options, report, late, gate);
    } catch (Throwable t) {
      try {
        report.line("not installed, the application runs unprotected: " + PlainText.thrown(t));
      } finally {
        if (options.is(Option.ON_FAILURE, "halt")) {
          report.line("on-failure=halt: the JVM stops");
          Runtime.getRuntime().halt(1);
        }
      }
    }
  }

  private static Agent install(
      Instrumentation instrumentation,
      Options options,
      Report report,
      boolean late,
      Function<Object, @Nullable Object> gate)
      throws Exception {
    Agent agent =
        new Agent(instrumentation, options, report, new GuardCell(), new Entropy(), late, gate);
    agent.definer.define(agent); // what is woven calls the guard
    integrations(agent);
    GenerationEvents listener = new GenerationEvents(agent);
    Generation generation = Generation.open(specs(options, listener), listener, agent.definer);
    rules(agent);
    agent.transformer.install();
    if (late) {
      LoadedApi.link(instrumentation, report);
    }
    agent.cell.watch(generation.mapped(), word(generation.mapped()));
    agent.follow(generation);
    listener.opened(generation);
    answer(agent);
    Follower follower = new Follower(generation, options.number(Option.POLL));
    agent.transition.followedBy(follower);
    follower.start();
    return agent;
  }

  private static void integrations(Agent agent) throws IOException, ReflectiveOperationException {
    agent.integrations.read();
    String extensions = agent.options.get(Option.EXTENSIONS);
    ask(agent, extensions.isEmpty());
    if (!extensions.isEmpty()) {
      extensions(agent, extensions);
      ask(agent, true);
    }
  }

  /**
   * Which integrations are wanted.
   *
   * @param all whether all are known
   */
  private static void ask(Agent agent, boolean all) {
    for (Map.Entry<String, Boolean> asked : agent.options.integrations().entrySet()) {
      if (!agent.integrations.ask(asked.getKey(), asked.getValue()) && all) {
        agent.report.line(
            "option 'integration." + asked.getKey() + "' names no integration: ignored");
      }
    }
  }

  private static void extensions(Agent agent, String paths) {
    Extensions extensions = new Extensions(agent.integrations, agent.definer, agent.report);
    extensions.load(paths);
    agent.parts().actions.add(extensions);
    agent.extensions = extensions;
  }

  /** What some options want done before main; everything else of its kind is lazy. */
  private static void answer(Agent agent) {
    Options options = agent.options;
    if (options.is(Option.SELF_TEST, "full")) {
      agent.hooks.meetAll();
      agent.parts().hookCheck.check(true);
    }
    String file = options.get(Option.READY_FILE);
    if (!file.isEmpty()) {
      new ReadyFile(file, agent.report).write(0);
    }
    if (options.is(Option.CRAC, "on")) {
      CracBridge.offer(options, agent.instrumentation, agent.late, agent.report);
    }
  }

  private static void rules(Agent agent) {
    Options options = agent.options;
    String file = options.get(Option.RULES);
    List<String> complaints = new ArrayList<>();
    List<String[]> found =
        options.is(Option.JAR_RULES, "on")
            ? JarRules.find(System.getProperty("java.class.path", ""), complaints)
            : List.of();
    if (!file.isEmpty() || !found.isEmpty()) {
      rules(agent, file, found, complaints);
    }
    for (String complaint : complaints) {
      agent.report.line(complaint);
    }
  }

  private static void rules(
      Agent agent, String file, List<String[]> found, List<String> complaints) {
    LateParts parts = agent.parts();
    Rules rules =
        Rules.install(file, found, agent.instrumentation, parts.tracked, parts.fresh, complaints);
    if (rules != null) {
      parts.actions.add(rules);
      agent.rules = rules;
    }
  }

  private static List<SourceSpec> specs(Options options, GenerationEvents listener) {
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
}
