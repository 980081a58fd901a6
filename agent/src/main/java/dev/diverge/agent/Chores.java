package dev.diverge.agent;

import dev.diverge.agent.reach.Born;
import dev.diverge.agent.rules.Rules;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * What the follower's thread does besides, none of it before the application has had the first
 * moments to itself. One thread at a time.
 *
 * <p>Soon: loads what a transition needs, while the agent's jar is surely still there, and the
 * hooked classes that every application ends up with, so that no transformer of another agent's is
 * the first to load them (what is loaded inside a transformer is not transformed). Later and again
 * and again: weaves what was loaded past us all the same, and tests the hooks.
 */
final class Chores {

  private static final long WARM_NANOS = 100_000_000L;
  private static final long CHECK_NANOS = 1_000_000_000L;
  private static final long CHECK_AGAIN_NANOS = 10_000_000_000L;
  private static final long STARTING_NANOS = 60_000_000_000L;
  private static final String[] ALWAYS = {
    "java.util.concurrent.ThreadLocalRandom", "java.util.Random"
  };

  private final Instrumentation instrumentation;
  private final Hooks hooks;
  private final Born born;
  private final Transition transition;
  private final @Nullable SelfTest selfTest;
  private final @Nullable Rules rules;
  private final Report report;
  private final long started = System.nanoTime();
  private long nextCheck = started + CHECK_NANOS;
  private long nextOffer = started + CHECK_NANOS;
  private boolean warm;
  private int woven;
  private int checks;
  private volatile @Nullable Answers answers;

  Chores(
      Instrumentation instrumentation,
      Hooks hooks,
      Born born,
      Transition transition,
      @Nullable SelfTest selfTest,
      @Nullable Rules rules,
      Report report) {
    this.instrumentation = instrumentation;
    this.hooks = hooks;
    this.born = born;
    this.transition = transition;
    this.selfTest = selfTest;
    this.rules = rules;
    this.report = report;
  }

  void offer(Answers answers) {
    this.answers = answers;
  }

  void run() {
    transition.reseedIfDue();
    for (String line; rules != null && (line = rules.trouble()) != null; ) {
      report.line(line);
    }
    long now = System.nanoTime();
    if (!warm && now - started >= WARM_NANOS) {
      warm = true;
      transition.warm();
      load();
    }
    Answers those = answers;
    if (those != null && now - nextOffer >= 0) {
      nextOffer = now + (now - started < STARTING_NANOS ? CHECK_NANOS : CHECK_AGAIN_NANOS);
      those.offer();
    }
    if (now - nextCheck >= 0) {
      nextCheck = now + CHECK_AGAIN_NANOS;
      check();
    }
  }

  private static void load() {
    for (String name : ALWAYS) {
      try {
        Class.forName(name, false, null);
      } catch (ClassNotFoundException otherJdk) {
        // Then nothing needs it.
      }
    }
  }

  private void check() {
    if (++checks == 2 && rules != null) {
      rules.review(instrumentation);
    }
    HookTransformer.weaveLoaded(instrumentation, hooks, born, report);
    if (selfTest != null && hooks.inPlace() > woven) {
      woven = hooks.inPlace();
      selfTest.run(false);
    }
  }
}
