package dev.diverge.agent.hooks;

import dev.diverge.agent.guard.GuardCell;
import dev.diverge.agent.process.Report;
import dev.diverge.agent.transition.Transition;
import dev.diverge.integrations.Provocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Provokes each hook that is in place: the guards are made to distrust the page, the hooked class
 * is used, and the guard must have asked for that very class. What does not answer is reported. A
 * page that changes meanwhile is noticed, by whichever thread draws, as at any other time.
 *
 * <p>To provoke a class is to load it, so by default a hook is tested only once the application has
 * loaded its class, from the follower's thread; {@code self-test=full} tests all of them at once.
 */
public final class HookCheck implements Runnable {

  private final GuardCell cell;
  private final Hooks hooks;
  private final Transition transition;
  private final Report report;
  private final Set<String> tested = new HashSet<>();
  private final Set<String> answered = new HashSet<>();
  private volatile @Nullable Thread provoking;

  public HookCheck(GuardCell cell, Hooks hooks, Transition transition, Report report) {
    this.cell = cell;
    this.hooks = hooks;
    this.transition = transition;
    this.report = report;
  }

  /**
   * Tests what is in place and was not tested before. One thread at a time.
   *
   * @return whether none is left for another time
   */
  public synchronized boolean check(boolean all) {
    boolean done = true;
    for (Map.Entry<String, Provocation> hook : hooks.provocations().entrySet()) {
      String type = hook.getKey();
      boolean inPlace = hooks.isInPlace(type);
      if ((inPlace || all) && tested.add(type)) {
        provoke(type, hook.getValue());
        done &= tested.contains(type);
      }
    }
    return done;
  }

  /** What did not answer, as binary class names. */
  public synchronized List<String> failures() {
    List<String> failures = new ArrayList<>();
    for (String type : tested) {
      if (hooks.isInPlace(type) && !answered.contains(type)) {
        failures.add(type.replace('/', '.'));
      }
    }
    return failures;
  }

  /** A guard asks; if it was provoked here, its caller is noted. */
  @Override
  public void run() {
    if (provoking != Thread.currentThread()) {
      return;
    }
    for (StackTraceElement frame : new Throwable().getStackTrace()) {
      String caller = frame.getClassName();
      if (!isPassedOn(caller)) {
        answered.add(caller.replace('.', '/'));
        return;
      }
    }
  }

  /** Whether the call only came by there on its way from a hook to here. */
  private static boolean isPassedOn(String caller) {
    return caller.startsWith("dev.diverge.agent.")
        || caller.startsWith("java.lang.Diverge")
        || caller.equals("java.security.AccessController");
  }

  private void provoke(String type, Provocation provocation) {
    provoking = Thread.currentThread();
    transition.checkedBy(this);
    cell.distrust();
    boolean disturbed;
    try {
      provocation.provoke(type.replace('/', '.'));
    } catch (Throwable notHere) {
      answered.add(type); // this JVM has no such generator to offer: nothing to protect
    } finally {
      disturbed = !cell.isDistrusted();
      cell.trust();
      provoking = null;
      transition.checkedBy(null);
    }
    if (disturbed && !answered.contains(type)) {
      tested.remove(type); // the page was replaced in the midst of it, and the guards read that
    } else if (hooks.isInPlace(type) && !answered.contains(type)) {
      report.line(
          "self-test: the hook in "
              + type.replace('/', '.')
              + " did not take; its state would be"
              + " shared by clones");
    }
  }
}
