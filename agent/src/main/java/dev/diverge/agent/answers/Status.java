package dev.diverge.agent.answers;

import dev.diverge.agent.libraries.LibraryStatus;
import dev.diverge.agent.transition.TransitionRecord;
import dev.diverge.driver.WatcherClosedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What {@code status} tells: the epoch, what is followed and tracked, the last transitions. */
final class Status {

  private static final int SHOWN = 5;
  private static final long LOOK_NANOS = 1_000_000_000;
  private static final long PAUSE_MILLIS = 10;

  private final AgentState state;
  private final Columns text;

  Status(AgentState state, Columns text) {
    this.state = state;
    this.text = text;
  }

  /**
   * Tells, once this epoch or a later one has begun and is confirmed.
   *
   * @param seconds how long to wait for that; 0 not to
   * @param awaited whether anybody still wants to know
   */
  int tell(long seconds, long epoch, BooleanSupplier awaited) {
    await(seconds, epoch, awaited);
    text.line("epoch", state.epoch() + (state.isConfirmed() ? ", confirmed" : ", not confirmed"));
    text.line("source", source());
    long overdue = state.generation().overdueSeconds();
    if (overdue > 0) {
      text.line("follower", Doctor.overdue(overdue));
    }
    text.line("jdk", state.hookCount());
    for (String trouble : state.troubles()) {
      text.line("jdk", trouble);
    }
    List<LibraryStatus> libraries = state.libraries().status();
    if (!libraries.isEmpty()) {
      List<String> names = new ArrayList<>();
      for (LibraryStatus library : libraries) {
        names.add(library.name());
      }
      text.line("libraries", String.join(", ", names));
    }
    for (Map.Entry<String, String> way : state.actions().registered().entrySet()) {
      text.line("registered", way.getKey() + ": " + way.getValue());
    }
    text.line(
        "refused",
        state.refusals().connections()
            + " TLS connections, "
            + state.refusals().ciphers()
            + " uses of ciphers");
    last();
    return state.generation().usable()
            && overdue == 0
            && state.isConfirmed()
            && state.failures().isEmpty()
            && state.epoch() >= epoch
        ? AttachAnswer.FINE
        : AttachAnswer.BAD_NEWS;
  }

  /** Waits here, so that one attach is enough. */
  private void await(long seconds, long epoch, BooleanSupplier awaited) {
    long began = System.nanoTime();
    long looked = began;
    if (seconds == 0) {
      state.transition().run(); // a clone that nobody has noticed yet
    } else {
      state.transition().changed(); // nor the next poll has: who waits wants to be sure
    }
    while (state.epoch() < epoch || !state.isConfirmed()) {
      if (System.nanoTime() - began >= seconds * 1_000_000_000L) {
        text.line(
            "waited",
            seconds + " s" + (state.epoch() < epoch ? ", epoch " + epoch + " has not begun" : ""));
        return;
      }
      if (System.nanoTime() - looked >= LOOK_NANOS) {
        looked = System.nanoTime();
        if (!awaited.getAsBoolean()) {
          return;
        }
      }
      pause();
      state.transition().run();
    }
  }

  /**
   * Until the epoch or its confirmation changes; not for long, for a page changes without a word.
   */
  private void pause() {
    try {
      if (state.isConfirmed()) {
        state.watcher().poll(PAUSE_MILLIS);
      } else {
        state.generation().awaitWatchers(PAUSE_MILLIS);
      }
    } catch (InterruptedException | WatcherClosedException ending) {
      LockSupport.parkNanos(this, PAUSE_MILLIS * 1_000_000);
    }
  }

  private String source() {
    if (state.generation().usable()) {
      return state.generation().kinds();
    }
    return state.generation().asked() ? "none can be used" : "none, as asked for";
  }

  private void last() {
    List<TransitionRecord> last = state.history().last();
    for (int i = last.size() - 1; i >= Math.max(0, last.size() - SHOWN); i--) {
      TransitionRecord passage = last.get(i);
      text.line("last", Instant.ofEpochMilli(passage.at()) + "  " + passage.line());
      for (String failure : passage.failures()) {
        text.line("last", "  " + failure);
      }
    }
  }
}
