package dev.diverge.agent;

import dev.diverge.agent.rules.JarRules;
import dev.diverge.agent.rules.Rules;
import dev.diverge.driver.Generation;
import dev.diverge.driver.SourceSpec;
import dev.diverge.integrations.Fresh;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.ByteBuffer;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Puts the agent together, before the application's main or on a late attach. */
public final class Install
    implements BiConsumer<Instrumentation, String[]>, PrivilegedAction<@Nullable Void> {

  private volatile @Nullable LazyParts installed;
  private @Nullable Instrumentation instrumented;
  private String[] asked = {};

  /** Made by name, by the entry class. */
  public Install() {}

  /**
   * Installs the agent; never throws. Done with its own permissions from the first, even if nobody
   * asks for them yet: threads inherit those of whoever makes them.
   *
   * @param how the agent's arguments, and {@code premain}, {@code agentmain} or {@code ask}
   */
  @Override
  @SuppressWarnings("removal") // see Privileged
  public void accept(Instrumentation instrumentation, String[] how) {
    LazyParts agent = installed;
    if (how[1].equals("ask")) {
      if (agent != null) {
        Privileged.run(() -> new Desk(agent.state()).answer(how[0]));
      }
      return;
    }
    instrumented = instrumentation;
    asked = how;
    if (Runtime.version().feature() < Privileged.FIRST_WITHOUT) {
      AccessController.doPrivileged(this);
    } else {
      run();
    }
  }

  @Override
  public @Nullable Void run() {
    install();
    return null;
  }

  private void install() {
    Instrumentation instrumentation = Objects.requireNonNull(instrumented);
    String[] how = asked;
    Options options =
        Options.of(how[0], System.getProperties(), Environment.beginning(Options.VARIABLE));
    Report report = new Report(options.get(Option.LOG));
    for (String complaint : options.complaints()) {
      report.line(complaint);
    }
    if (options.is(Option.ENABLED, "false")) {
      return;
    }
    try {
      installed = install(instrumentation, options, report, how[1].equals("agentmain"));
    } catch (Throwable t) {
      report.line("not installed, the application runs unprotected: " + t);
      if (options.is(Option.ON_FAILURE, "halt")) {
        report.line("on-failure=halt: the JVM stops");
        Runtime.getRuntime().halt(1);
      }
    }
  }

  private static LazyParts install(
      Instrumentation instrumentation, Options options, Report report, boolean late)
      throws Exception {
    LazyParts agent =
        new LazyParts(instrumentation, options, report, new GuardCell(), new Entropy(), late);
    agent.definer.start();
    integrations(agent);
    Listener listener = new Listener(agent);
    Generation generation = Generation.open(specs(options, listener), listener, agent.definer);
    agent.definer.await(); // what is woven calls the guard
    rules(agent);
    HookTransformer.install(agent);
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

  private static void integrations(LazyParts agent)
      throws IOException, ReflectiveOperationException {
    agent.integrations.read();
    for (Map.Entry<String, Boolean> asked : agent.options.integrations().entrySet()) {
      if (!agent.integrations.ask(asked.getKey(), asked.getValue())) {
        agent.report.line(
            "option 'integration." + asked.getKey() + "' names no integration: ignored");
      }
    }
    agent.hooks.describe();
  }

  /** What some options want done before main; everything else of its kind is lazy. */
  private static void answer(LazyParts agent) {
    Options options = agent.options;
    if (options.is(Option.SELF_TEST, "full")) {
      agent.hooks.meetAll();
      agent.get().selfTest.run(true);
    }
    String file = options.get(Option.READY_FILE);
    if (!file.isEmpty()) {
      new ReadyFile(file, agent.report).write(0);
    }
    if (options.is(Option.CRAC, "on")) {
      CracBridge.offer(options, agent.instrumentation, agent.late, agent.report);
    }
  }

  private static void rules(LazyParts agent) {
    Options options = agent.options;
    String file = options.get(Option.RULES);
    List<String[]> found =
        options.is(Option.JAR_RULES, "on")
            ? JarRules.find(System.getProperty("java.class.path", ""))
            : List.of();
    if (file.isEmpty() && found.isEmpty()) {
      return;
    }
    List<String> complaints = new ArrayList<>();
    Parts parts = agent.get();
    Rules rules =
        Rules.install(
            file, found, agent.instrumentation, parts.born, new Fresh(agent.entropy), complaints);
    if (rules != null) {
      parts.actions.add(rules);
      agent.rules = rules;
    }
    for (String complaint : complaints) {
      agent.report.line(complaint);
    }
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

    private final LazyParts agent;
    private volatile @Nullable StringBuilder opening = new StringBuilder();
    private boolean failed;

    Listener(LazyParts agent) {
      this.agent = agent;
    }

    void opened(Generation generation) {
      StringBuilder troubles = opening;
      opening = null;
      boolean blind = generation.asked() && !generation.usable();
      if (troubles != null && troubles.length() > 0) {
        agent.report.line(
            blind ? troubles.append("; ").append(UNNOTICED).toString() : troubles.toString());
      } else if (blind) {
        agent.report.line(
            "no usable source of the VM's generation: "
                + UNNOTICED
                + "; java -jar diverge.jar doctor says why");
      }
      if (blind && agent.options.is(Option.ON_FAILURE, "halt")) {
        agent.report.line("on-failure=halt: the JVM stops");
        Runtime.getRuntime().halt(1);
      }
    }

    @Override
    public void report(String line) {
      StringBuilder troubles = opening;
      if (troubles == null) {
        agent.report.line(line);
      } else {
        troubles.append(troubles.length() == 0 ? "" : "; ").append(line);
      }
    }

    @Override
    public void changed() {
      agent.transition.changed();
    }

    @Override
    public void kernelReseeded() {
      agent.transition.kernelReseeded();
    }

    @Override
    public void remapped(@Nullable ByteBuffer word) {
      agent.cell.watch(word, agent.cell.seen());
    }

    @Override
    public void idle() {
      try {
        agent.transition.tend();
      } catch (Throwable failOpen) {
        failed(failOpen); // what is due still is: at the next poll
      }
      try {
        agent.get().chores.run();
      } catch (Throwable failOpen) {
        failed(failOpen);
      }
    }

    /** Never throws: without its follower a JVM that is idle notices nothing any more. */
    private void failed(Throwable failOpen) {
      try {
        if (!failed && !Ending.isNow()) {
          failed = true;
          agent.report.line(
              "a chore of the agent's failed, the generation is followed: " + failOpen);
        }
      } catch (Throwable again) {
        failed = false; // the next one is told
      }
    }
  }
}
