package dev.diverge.agent.actions;

import dev.diverge.agent.outside.PlainText;
import dev.diverge.agent.process.ForkedChild;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Asks one registry what is due. It is the application's code: so it has a thread made for it, and
 * a second, as {@link ActionRun}'s actions have theirs; in a forked child, which cannot make a
 * thread, it runs here.
 */
final class RegistryQuery extends Thread {

  private static final Object[][] NONE = {};

  private final LongFunction<Object[][]> registry;
  private final long epoch;
  private final int patienceMillis;

  // What came of it, as it came: there may be no memory for more.
  private volatile Object[][] told = NONE;
  private volatile @Nullable Throwable thrown;
  private volatile StackTraceElement @Nullable [] hangsAt;

  RegistryQuery(LongFunction<Object[][]> registry, long epoch, int patienceMillis) {
    super(null, null, "diverge-registry", 0, false);
    this.registry = registry;
    this.epoch = epoch;
    this.patienceMillis = patienceMillis;
    setDaemon(true);
    setContextClassLoader(ClassLoader.getSystemClassLoader());
  }

  /** Asks, and waits for the answer, but not for long. */
  void await() {
    if (ForkedChild.isThis() || !begin()) {
      ask();
    } else if (!isOver()) {
      hangsAt = getStackTrace();
    }
  }

  long epoch() {
    return epoch;
  }

  /** What it threw, if there was no memory for an answer; null otherwise. */
  @Nullable Throwable shortage() {
    Throwable failure = thrown;
    return Shortage.isBehind(failure) ? failure : null;
  }

  /**
   * What is due; none if there was no answer in time.
   *
   * @param failures takes a line if it cannot be told
   */
  List<Action> actions(Queue<String> failures) {
    List<Action> actions = new ArrayList<>();
    StackTraceElement[] stack = hangsAt;
    Throwable failure = stack == null ? thrown : null;
    if (stack != null) {
      failures.add(hanging(stack));
      return actions;
    }
    try {
      for (Object[] one : told) {
        int order = Order.registered((Integer) one[1]);
        actions.add(new Action((String) one[0], order, (Callable<?>) one[2]));
      }
    } catch (RuntimeException notWhatItShouldBe) {
      failure = notWhatItShouldBe;
      actions.clear();
    }
    if (failure != null) {
      failures.add("what was registered cannot be collected: " + PlainText.thrown(failure));
    }
    return actions;
  }

  private String hanging(StackTraceElement[] stack) {
    return "what is registered with "
        + registry.getClass().getName()
        + " was not told within "
        + patienceMillis
        + " ms"
        + (stack.length == 0 ? "" : ", it is at " + stack[0])
        + ": none of it is run";
  }

  @Override
  public void run() {
    ask();
  }

  private void ask() {
    try {
      told = registry.apply(epoch);
    } catch (Throwable t) {
      thrown = t;
    }
  }

  private boolean begin() {
    try {
      start();
      return true;
    } catch (Throwable noThread) {
      return false;
    }
  }

  private boolean isOver() {
    boolean interrupted = interrupted();
    long began = System.nanoTime();
    for (long left = patienceMillis; isAlive() && left > 0; ) {
      try {
        join(left);
      } catch (InterruptedException later) {
        interrupted = true;
      }
      left = patienceMillis - (System.nanoTime() - began) / 1_000_000;
    }
    if (interrupted) {
      currentThread().interrupt();
    }
    return !isAlive();
  }
}
