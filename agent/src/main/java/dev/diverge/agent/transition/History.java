package dev.diverge.agent.transition;

import dev.diverge.agent.process.ForkedChild;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The last transitions, and who wants to hear of the next. Thread-safe, without locks. */
public final class History {

  private static final int KEPT = 16;

  private final ConcurrentLinkedDeque<TransitionRecord> last = new ConcurrentLinkedDeque<>();
  private final List<Consumer<TransitionRecord>> listeners = new CopyOnWriteArrayList<>();

  private volatile List<String> pending = List.of();
  private volatile @Nullable TransitionRecord clone;

  /** What failed in an epoch that is not finished yet. */
  public void pending(List<String> failures) {
    pending = failures;
  }

  /** What failed in the last transition, and in one under way. */
  public List<String> failures() {
    List<String> failures = new ArrayList<>();
    TransitionRecord newest = last.peekLast();
    if (newest != null) {
      failures.addAll(newest.failures());
    }
    failures.addAll(pending);
    return failures;
  }

  /** The listener hears of each transition once it is confirmed, on a thread that must go on. */
  public void listen(Consumer<TransitionRecord> listener) {
    listeners.add(listener);
  }

  /** Oldest first. */
  public List<TransitionRecord> last() {
    return new ArrayList<>(last);
  }

  /** The last that was no drill; null if there was none. */
  public @Nullable TransitionRecord lastClone() {
    return clone;
  }

  public void add(TransitionRecord passage) {
    if (!passage.isDrill()) {
      clone = passage;
    }
    last.addLast(passage);
    pending = List.of();
    while (last.size() > KEPT) {
      last.pollFirst();
    }
  }

  /** Who is to hear of one. */
  public Iterator<Consumer<TransitionRecord>> listeners() {
    return ForkedChild.isThis()
        ? Collections.emptyIterator() // it shares its parent's files, and has none of its threads
        : listeners.iterator();
  }
}
