package dev.diverge.agent.transition;

import dev.diverge.agent.outside.PlainText;
import dev.diverge.agent.process.Report;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is told of an epoch that is confirmed: its failures, the line, the record. Where memory runs
 * out in the midst of it, it goes on from there the next time, and says nothing twice.
 */
final class Telling {

  private static final int TRIES = 3;

  private final Report report;
  private final History history;
  private final Unfinished work;
  private final TransitionRecord passage;
  private final List<String> failures;
  private int said;
  private boolean isNews = true;
  private boolean isNew = true;
  private @Nullable Iterator<Consumer<TransitionRecord>> listeners;
  private @Nullable Consumer<TransitionRecord> listener;
  private int tries;

  /** The one that was left untold before it. */
  volatile @Nullable Telling before;

  /**
   * What there is to tell.
   *
   * @param by which source
   * @param guarded how many states are reset at their next use
   */
  Telling(
      Report report, History history, Unfinished work, String by, int guarded, int actionMillis) {
    this.report = report;
    this.history = history;
    this.work = work;
    List<ResetDone> done = work.done();
    int states = guarded + work.actionsDone();
    for (ResetDone one : done) {
      states += one.count();
    }
    long now = System.nanoTime();
    if (!work.actions.isEmpty()) {
      done.add(new ResetDone("application", work.actionsDone(), now - work.began, null));
    }
    this.failures = plain(work.others(actionMillis));
    List<String> all = new ArrayList<>(failures);
    all.addAll(plain(work.failures()));
    this.passage =
        new TransitionRecord(
            work.epoch, by, states, now - work.started, done, all, System.currentTimeMillis());
  }

  private static List<String> plain(List<String> lines) {
    List<String> plain = new ArrayList<>();
    for (String line : lines) {
      plain.add(PlainText.line(line));
    }
    return plain;
  }

  void tell() {
    for (; said < failures.size(); said++) {
      report.failure(failures.get(said));
    }
    if (isNews) {
      report.news(passage.line());
      isNews = false;
    }
    if (isNew) {
      if (report.isDetailed()) {
        detail();
      }
      history.add(passage);
      isNew = false;
    }
    listen();
  }

  private void detail() {
    for (ResetDone one : work.done()) {
      report.detail(
          "reset of " + one.name() + ": " + one.count() + " in " + one.nanos() / 1000 + " us");
    }
  }

  private void listen() {
    Iterator<Consumer<TransitionRecord>> those = listeners;
    if (those == null) {
      those = history.listeners();
      listeners = those;
    }
    while (listener != null || those.hasNext()) {
      Consumer<TransitionRecord> to = listener == null ? those.next() : listener;
      listener = to;
      try {
        to.accept(passage);
      } catch (OutOfMemoryError full) {
        if (++tries < TRIES) {
          throw full;
        }
      } catch (Throwable notOurs) {
        // An answer that cannot be given; the transition stands.
      }
      listener = null;
      tries = 0;
    }
  }
}
