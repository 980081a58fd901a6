package dev.diverge.agent.actions;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs the actions of one epoch that are due, one after the other, each bounded in time. What came
 * of each it says itself.
 *
 * <p><b>On which thread?</b> The one that noticed the clone may be anywhere: in the middle of a
 * {@code HashMap}, below a lock of the application's, deep in its stack. The application's code run
 * there would find its own invariants broken, and could not be given up on, since no thread can
 * time itself out. So the actions have a worker of their own; who noticed waits for it, but only
 * for so long, and whoever waits for an action that needs a lock he himself holds gets his answer
 * that way: the action is reported and ends once he has gone on.
 *
 * <p>"Nothing is handed to a thread that may not exist in the clone": the worker is made after the
 * clone, in it. That fails in one kind of clone alone, a forked child, in which the JVM cannot be
 * relied on to start a thread; there, and where a thread is refused, {@link #here} runs them all on
 * the thread that noticed, without bounds: nobody is left who could watch the clock.
 *
 * <p>The worker and its supervisor agree by compare-and-set on whose turn it is: an action that
 * comes back after it was given up on finds that the turn has passed, and its worker ends. No lock
 * of the agent's is held while an action runs.
 */
public final class ActionRun {

  private static final long PAUSE_NANOS = 1_000_000;

  private final List<Action> actions;
  private final long timeoutNanos;
  private final AtomicReference<@Nullable Turn> turn = new AtomicReference<>();
  private volatile @Nullable Thread supervisor;

  /** An identity, for the compare-and-set. */
  private static final class Turn {
    final Worker worker;
    final int index;
    final long since;

    Turn(Worker worker, int index, long since) {
      this.worker = worker;
      this.index = index;
      this.since = since;
    }
  }

  public ActionRun(List<Action> actions, long timeoutMillis) {
    this.actions = actions;
    this.timeoutNanos = timeoutMillis * 1_000_000;
  }

  /** Runs them on this thread. */
  public void here() {
    for (Action action : actions) {
      action.run();
    }
  }

  /** Runs them on a worker, and returns when the last has ended or was given up on. */
  public void supervise() {
    supervisor = Thread.currentThread();
    if (!begin(null, 0)) {
      here();
      return;
    }
    for (Turn now; (now = turn.get()) != null && now.index < actions.size(); ) {
      long left = timeoutNanos - (System.nanoTime() - now.since);
      if (left > 0) {
        LockSupport.parkNanos(this, left);
      } else if (!goOnWithout(now)) {
        return;
      }
    }
  }

  private boolean goOnWithout(Turn hanging) {
    try {
      return giveUp(hanging);
    } catch (OutOfMemoryError full) {
      LockSupport.parkNanos(PAUSE_NANOS);
      return true;
    }
  }

  /** Whether this thread runs actions, or asks which there are. */
  public static boolean isWorker(Thread thread) {
    return thread instanceof Worker || thread instanceof RegistryQuery;
  }

  private boolean giveUp(Turn on) {
    StackTraceElement[] stack = on.worker.getStackTrace();
    int next = on.index + 1;
    if (next == actions.size()) {
      if (turn.compareAndSet(on, new Turn(on.worker, next, 0))) {
        hung(on, stack);
      }
      return true;
    }
    if (begin(on, next)) {
      hung(on, stack);
      return true;
    }
    if (turn.get() != on) {
      return true; // it ended just now
    }
    hung(on, stack);
    return false; // there is no thread for the others: they are due
  }

  private void hung(Turn on, StackTraceElement[] stack) {
    actions.get(on.index).hung(stack);
    on.worker.interrupt();
  }

  /** False if the turn was not {@code from} any more, or no thread could be had. */
  private boolean begin(@Nullable Turn from, int index) {
    Turn next = null;
    try {
      Worker worker = new Worker();
      next = new Turn(worker, index, System.nanoTime());
      if (!turn.compareAndSet(from, next)) {
        return false;
      }
      worker.start();
      return true;
    } catch (Throwable noThread) {
      if (next != null) {
        turn.compareAndSet(next, from);
      }
      return false;
    }
  }

  private final class Worker extends Thread {

    Worker() {
      super(null, null, "diverge-action", 0, false);
      setDaemon(true);
      setContextClassLoader(ClassLoader.getSystemClassLoader());
    }

    @Override
    public void run() {
      Turn mine = turn.get();
      while (mine != null && mine.worker == this && mine.index < actions.size()) {
        actions.get(mine.index).run();
        interrupted(); // its own doing; the next is not to suffer for it
        mine = next(mine);
      }
      LockSupport.unpark(supervisor);
    }

    /** Null if it was given up on; the heap may be full just now. */
    private @Nullable Turn next(Turn mine) {
      while (turn.get() == mine) {
        try {
          Turn next = new Turn(this, mine.index + 1, System.nanoTime());
          if (turn.compareAndSet(mine, next)) {
            return next;
          }
        } catch (OutOfMemoryError full) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
      return null;
    }
  }
}
