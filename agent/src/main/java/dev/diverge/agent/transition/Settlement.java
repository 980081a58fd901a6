package dev.diverge.agent.transition;

import dev.diverge.agent.actions.ActionRun;
import dev.diverge.agent.contract.GuardLayout;
import dev.diverge.agent.guard.GuardCell;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where threads wait until what they are about to build on is reset: a connection until those of an
 * earlier epoch are, a request until the pools are empty. Not for long: the former resets take no
 * lock, and the latter's are a pool's own, which nobody holds who is about to ask it. Whoever runs
 * the resets, or runs something on their behalf, does not wait for himself. Thread-safe.
 */
public final class Settlement implements IntConsumer {

  private static final long PATIENCE_NANOS = 1_000_000_000;
  private static final long LOOK_NANOS = 50_000;

  private final GuardCell cell;
  private volatile @Nullable Thread runner;

  public Settlement(GuardCell cell) {
    this.cell = cell;
  }

  /** This thread runs the resets from now on. */
  public void begin() {
    runner = Thread.currentThread();
  }

  /** This thread leaves the rest of them to others, and waits for it like any other. */
  public void leave() {
    if (runner == Thread.currentThread()) {
      runner = null;
    }
  }

  /** The connections are reset. */
  public void settle(long epoch) {
    cell.done(GuardLayout.SETTLED, epoch);
  }

  /** All is. */
  public void end(long epoch) {
    settle(epoch);
    cell.done(GuardLayout.EMPTIED, epoch);
    runner = null;
  }

  /** Waits for one of the cell's words to say that it is done. */
  @Override
  public void accept(int which) {
    Thread me = Thread.currentThread();
    if (me == runner || me instanceof BoundedCall || ActionRun.isWorker(me)) {
      return;
    }
    boolean interrupted = false;
    for (long began = System.nanoTime(); !cell.isDone(which); ) {
      if (System.nanoTime() - began >= PATIENCE_NANOS) {
        cell.giveUp(which); // on behalf of all: one second, not one for each call of each thread
      } else {
        interrupted |= Thread.interrupted(); // it would not park
        pause();
      }
    }
    if (interrupted) {
      me.interrupt();
    }
  }

  private void pause() {
    try {
      LockSupport.parkNanos(this, LOOK_NANOS);
    } catch (Error mayNotBlock) {
      // There are threads on which parking is made to throw: they look again at once.
    }
  }
}
