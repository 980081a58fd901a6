package dev.diverge.agent.libraries;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which thread is resetting what just now. Thread-safe. */
final class OngoingResets {

  private final Set<Entered> all = ConcurrentHashMap.newKeySet();

  /** False if this thread is at it already. */
  boolean enter(Object state) {
    return all.add(new Entered(Thread.currentThread(), state));
  }

  void leave(Object state) {
    all.remove(new Entered(Thread.currentThread(), state));
  }

  private static final class Entered {
    private final Thread thread;
    private final Object state;

    Entered(Thread thread, Object state) {
      this.thread = thread;
      this.state = state;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(state);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Entered entered && entered.thread == thread && entered.state == state;
    }
  }
}
