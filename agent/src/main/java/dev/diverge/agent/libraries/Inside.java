package dev.diverge.agent.libraries;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which thread is resetting what just now. Thread-safe. */
final class Inside {

  private final Set<Visit> all = ConcurrentHashMap.newKeySet();

  /** False if this thread is at it already. */
  boolean enter(Object state) {
    return all.add(new Visit(Thread.currentThread(), state));
  }

  void leave(Object state) {
    all.remove(new Visit(Thread.currentThread(), state));
  }

  private static final class Visit {
    private final Thread thread;
    private final Object state;

    Visit(Thread thread, Object state) {
      this.thread = thread;
      this.state = state;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(state);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Visit visit && visit.thread == thread && visit.state == state;
    }
  }
}
