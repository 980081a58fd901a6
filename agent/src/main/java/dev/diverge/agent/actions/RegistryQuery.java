package dev.diverge.agent.actions;

import dev.diverge.agent.outside.PlainText;
import dev.diverge.agent.process.ForkedChild;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Asks one registry what is due. It is the application's code: so it has a thread made for it, and
 * a second, as {@link ActionRun}'s actions have theirs; in a forked child, which cannot make a
 * thread, it runs here.
 */
final class RegistryQuery extends Thread {

  private final LongFunction<Object[][]> registry;
  private final long epoch;
  private final int patienceMillis;
  private volatile @Nullable List<Action> due;
  private volatile @Nullable String failure;

  RegistryQuery(LongFunction<Object[][]> registry, long epoch, int patienceMillis) {
    super(null, null, "diverge-registry", 0, false);
    this.registry = registry;
    this.epoch = epoch;
    this.patienceMillis = patienceMillis;
    setDaemon(true);
    setContextClassLoader(ClassLoader.getSystemClassLoader());
  }

  /** What is due; none if there is no answer in time. */
  List<Action> actions() {
    if (ForkedChild.isThis() || !begin()) {
      ask();
    } else if (!isOver()) {
      StackTraceElement[] stack = getStackTrace();
      failure =
          "what is registered with "
              + registry.getClass().getName()
              + " was not told within "
              + patienceMillis
              + " ms"
              + (stack.length == 0 ? "" : ", it is at " + stack[0])
              + ": none of it is run";
      return List.of();
    }
    List<Action> told = due;
    return told == null ? List.of() : told;
  }

  @Nullable String failure() {
    return failure;
  }

  @Override
  public void run() {
    ask();
  }

  private void ask() {
    try {
      List<Action> actions = new ArrayList<>();
      for (Object[] one : registry.apply(epoch)) {
        int order = Order.registered((Integer) one[1]);
        actions.add(new Action((String) one[0], order, (Callable<?>) one[2]));
      }
      due = actions;
    } catch (Throwable t) {
      failure = "what was registered cannot be collected: " + PlainText.thrown(t);
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
