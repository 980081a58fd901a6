package dev.diverge.agent.libraries;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Step;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Does the steps of a description, one after the other; one that fails does not stop the others.
 */
final class StepRunner {

  private final Fresh fresh;

  StepRunner(Fresh fresh) {
    this.fresh = fresh;
  }

  /**
   * Does them all.
   *
   * @param self the instance, or the class itself
   * @throws Exception the first failure, after the last step; an Error as the cause of one
   */
  void all(List<Step> steps, Instance state, Object self) throws Exception {
    Exception failure = null;
    for (Step step : steps) {
      try {
        if (isThere(step, state)) {
          one(step, state, self);
        }
      } catch (Throwable e) {
        failure = failure == null ? named(step, e) : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** What is not there was told when the class was woven. */
  private static boolean isThere(Step step, Instance state) {
    return step.isMethod() || step.member().isEmpty() || state.hasField(step.member());
  }

  private void one(Step step, Instance state, Object self) throws Exception {
    Object lock = lock(step, state, self);
    if (lock instanceof Lock held) {
      held.lockInterruptibly();
      try {
        step.work().reset(state, fresh);
      } finally {
        held.unlock();
      }
    } else if (lock != null) {
      synchronized (lock) {
        step.work().reset(state, fresh);
      }
    } else {
      step.work().reset(state, fresh);
    }
  }

  private static @Nullable Object lock(Step step, Instance state, Object self) throws Exception {
    String field = step.lock();
    if (field == null) {
      return null;
    }
    return field.equals("this") ? self : state.get(field).value();
  }

  private static Exception named(Step step, Throwable e) {
    return e instanceof Exception exception && step.member().isEmpty()
        ? exception
        : new IllegalStateException(step.member() + ": " + e, e);
  }
}
