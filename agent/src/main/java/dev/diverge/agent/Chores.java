package dev.diverge.agent;

import dev.diverge.agent.answers.Answers;
import dev.diverge.agent.extensions.Extensions;
import dev.diverge.agent.hooks.HookCheck;
import dev.diverge.agent.rules.Rules;
import dev.diverge.agent.transition.Resets;
import org.jspecify.annotations.Nullable;

/**
 * What the follower's thread does besides, most of it not while the application starts, unless a
 * snapshot is about to be taken. One thread at a time.
 *
 * <p>Soon: loads what a transition needs, while the agent's jar is surely still there, and the
 * hooked classes that every application ends up with, so that no transformer of another agent's is
 * the first to load them (what is loaded inside a transformer is not transformed). Later and again
 * and again: weaves what was loaded past us all the same, and tests the hooks once the application
 * no longer starts, hence no longer loads classes by the hundred.
 */
final class Chores {

  private static final long CHECK_NANOS = 1_000_000_000L;
  private static final long CHECK_AGAIN_NANOS = 10_000_000_000L;
  private static final long STARTING_NANOS = 60_000_000_000L;
  private static final int CALM = 100;

  private static final String[] ALWAYS = {
    "java.util.concurrent.ThreadLocalRandom", "java.util.Random"
  };

  private final Agent agent;
  private final @Nullable HookCheck hookCheck;
  private final Answers answers;
  private final Resets resets;
  private long nextCheck;
  private long nextLook;
  private boolean warm;
  private volatile boolean hurried;
  private volatile boolean ready;
  private int woven;
  private int checks;
  private int classes;

  Chores(Agent agent, @Nullable HookCheck hookCheck, Answers answers, Resets resets) {
    this.agent = agent;
    this.hookCheck = hookCheck;
    this.answers = answers;
    this.resets = resets;
    this.nextCheck = agent.started + CHECK_NANOS;
    this.nextLook = nextCheck;
  }

  /**
   * At each poll.
   *
   * @param started whether the application no longer starts
   */
  void run(boolean started) throws Exception {
    agent.transition.reseedIfDue();
    String kernel = agent.entropy.trouble();
    if (kernel != null) {
      agent.report.line(kernel);
    }
    answers.catchUp();
    Rules rules = agent.rules;
    for (String line; rules != null && (line = rules.trouble()) != null; ) {
      agent.report.line(line);
    }
    agent.report.settle();
    if (!warm && !started && !hurried) {
      return;
    }
    if (!warm) {
      warm = true;
      load();
      agent.transition.warm();
      Extensions extensions = agent.extensions;
      if (extensions != null) {
        extensions.warm();
      }
      resets.rehearse();
    }
    if (hurried && !ready) {
      try {
        resets.rehearse(); // of what came into use a moment ago, too
        testHooks(); // else it would be in the way of the clone's first moments
      } finally {
        ready = true; // as far as it will be
      }
    }
    long now = System.nanoTime();
    if (now - nextCheck >= 0) {
      nextCheck = now + CHECK_AGAIN_NANOS;
      check();
    }
    if (now - nextLook >= 0) {
      boolean starting = now - agent.started < STARTING_NANOS;
      nextLook = now + (starting ? CHECK_NANOS : CHECK_AGAIN_NANOS);
      int before = classes;
      classes = agent.transformer.classes();
      if (classes != before) {
        answers.offer(); // looks at all classes of the JVM
      }
      resets.rehearse();
      if (classes - before < CALM || !starting) {
        testHooks();
      }
    }
  }

  /** Whether a snapshot may be taken; if not, what there is to do for it is next. On any thread. */
  boolean isReady() {
    hurried = true;
    return ready;
  }

  private void load() {
    boolean passedUs = false;
    for (String name : ALWAYS) {
      try {
        Class.forName(name, false, null);
        passedUs |= agent.hooks.wanted(name) != null;
      } catch (ClassNotFoundException otherJdk) {
        // Then nothing needs it.
      }
    }
    if (passedUs) {
      agent.transformer.weaveLoaded();
    }
  }

  private void check() {
    Rules rules = agent.rules;
    if (++checks == 2 && rules != null) {
      rules.review(agent.instrumentation);
    }
    agent.transformer.weaveLoaded();
  }

  private void testHooks() {
    if (hookCheck != null && agent.hooks.inPlace() > woven) {
      int before = agent.hooks.inPlace();
      if (hookCheck.check(false)) {
        woven = before;
      }
    }
  }
}
