package dev.diverge.agent.answers;

import dev.diverge.agent.libraries.LibraryStatus;
import dev.diverge.agent.process.Option;
import dev.diverge.agent.process.OtherAgents;
import dev.diverge.agent.process.OwnJar;
import dev.diverge.driver.Environment;
import dev.diverge.driver.SourceSpec;
import dev.diverge.driver.SourceVerdict;
import dev.diverge.driver.Survey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Says whether a clone of this VM would be noticed and what of it would be reset, and why not, in
 * the JVM itself: with its rights, its devices and its class path.
 */
public final class Doctor {

  /**
   * Where the command that starts a JVM to be examined puts what it took from its environment: a
   * variable, since everybody may read a command line.
   */
  public static final String TOOL_OPTIONS = "_DIVERGE_TOOL_OPTIONS";

  private final AgentState state;
  private final Columns text;
  private boolean silent;

  public Doctor(AgentState state, Columns text) {
    this.state = state;
    this.text = text;
  }

  int examine() {
    generation();
    platform();
    jdk();
    libraries();
    agents();
    registered();
    for (String said : state.report().last()) {
      text.line("said", said);
    }
    uncovered();
    return verdict();
  }

  private void generation() {
    List<SourceVerdict> verdicts = new ArrayList<>(Survey.take(specs(), state.mapper()));
    verdicts.sort(Comparator.comparing(SourceVerdict::verdict));
    boolean followed = false;
    for (SourceVerdict verdict : verdicts) {
      text.line("generation", verdict.kind(), said(verdict));
      silent |= verdict.verdict() == SourceVerdict.Verdict.SILENT;
      followed |= verdict.verdict() == SourceVerdict.Verdict.CHOSEN && verdict.ofMachine();
    }
    silent &= !followed;
  }

  private void platform() {
    MachineFacts machine = MachineFacts.ofThisMachine();
    for (Platform each : Platform.of(machine)) {
      text.line("platform", each.title(), "by " + each.reason(machine) + ": " + each.advice());
    }
  }

  private static String said(SourceVerdict verdict) {
    return switch (verdict.verdict()) {
      case CHOSEN, SILENT, ABSENT -> verdict.reason();
      case SPARE -> "not followed: " + verdict.reason();
      case UNUSABLE -> "not usable: " + verdict.reason();
    };
  }

  private List<SourceSpec> specs() {
    try {
      return SourceSpec.parse(state.options().get(Option.SOURCE));
    } catch (IllegalArgumentException reported) {
      return SourceSpec.parse(Option.SOURCE.byDefault);
    }
  }

  private void jdk() {
    text.line("jdk", System.getProperty("java.version"), state.hookCount());
    for (String trouble : state.troubles()) {
      text.line("jdk", "", trouble);
    }
    text.line("jdk", "", System.getProperty("java.vm.name") + ", " + vendor() + ", " + user());
  }

  private static String vendor() {
    return System.getProperty("java.vendor", "unknown vendor");
  }

  private static String user() {
    try {
      return "uid ".concat(String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid")));
    } catch (IOException | RuntimeException noProc) {
      return "uid unknown";
    }
  }

  private void libraries() {
    List<LibraryStatus> all = state.libraries().status();
    List<String> active = new ArrayList<>();
    for (LibraryStatus library : all) {
      if (library.isReset()) {
        active.add(
            library.versions().isEmpty()
                ? library.name()
                : library.name() + " (" + String.join(", ", library.versions()) + ")");
      }
    }
    if (!active.isEmpty()) {
      text.line("libraries", active.size() + " active", String.join(", ", active));
    }
    for (LibraryStatus library : all) {
      for (String trouble : library.troubles()) {
        text.line("libraries", library.name(), trouble);
      }
    }
  }

  private void agents() {
    String ours = OwnJar.path().getFileName().toString();
    List<String> others = OtherAgents.of(state.instrumentation(), ours);
    others.addAll(
        OtherAgents.named(
            Environment.beginning(TOOL_OPTIONS).getOrDefault(TOOL_OPTIONS, ""), ours));
    if (others.isEmpty()) {
      text.line("agents", "none other", "");
    }
    for (int i = 0; i < others.size(); i++) {
      text.line("agents", i == 0 ? others.size() + " other" : "", others.get(i));
    }
  }

  private void registered() {
    for (Map.Entry<String, String> way : state.actions().registered().entrySet()) {
      text.line("registered", way.getKey(), way.getValue());
    }
  }

  private void uncovered() {
    for (String what : Uncovered.by(state)) {
      text.line("not reset", what);
    }
  }

  /** The follower hangs, in a file system that does not answer for example. */
  static String overdue(long seconds) {
    return "has not looked at the sources for "
        + seconds
        + " s: a change may go unnoticed until it does";
  }

  private int verdict() {
    if (!state.generation().usable()) {
      text.sentence(
          state.generation().asked()
              ? "A clone of this VM would go unnoticed: no source of its generation can be used."
              : "A clone of this VM would go unnoticed, as asked for: source=none.");
      return AttachAnswer.BAD_NEWS;
    }
    long overdue = state.generation().overdueSeconds();
    if (overdue > 0) {
      text.sentence("A clone of this VM may go unnoticed: the follower " + overdue(overdue) + ".");
      return AttachAnswer.BAD_NEWS;
    }
    if (silent) {
      text.sentence("A clone of this VM may go unnoticed: who should tell of it is silent.");
      return AttachAnswer.BAD_NEWS;
    }
    if (!state.troubles().isEmpty()) {
      text.sentence("A clone of this VM would be noticed, and not all of its JDK state reset.");
      return AttachAnswer.BAD_NEWS;
    }
    text.sentence(
        "A clone of this VM would be noticed, and everything reset but what 'not reset' names.");
    return AttachAnswer.FINE;
  }
}
