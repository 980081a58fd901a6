package dev.diverge.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Answers whoever attached to ask: {@code ask=QUESTION,reply=FILE}, the answer's exit status in the
 * file's first line and its text in the others. The file must be there, a plain file, so that no
 * question makes us write to another place.
 */
final class Desk {

  private static final int FINE = 0;
  private static final int BAD_NEWS = 1;

  private final State state;

  Desk(State state) {
    this.state = state;
  }

  void answer(String question) {
    int comma = question.indexOf(",reply=");
    if (comma < 0 || !question.startsWith("ask=")) {
      return;
    }
    StringBuilder text = new StringBuilder();
    int exit;
    try {
      exit = answer(question.substring("ask=".length(), comma), text);
    } catch (RuntimeException | Error e) {
      exit = BAD_NEWS;
      text.append("the answer failed: ").append(e).append('\n');
    }
    try {
      Path reply = Path.of(question.substring(comma + ",reply=".length()));
      if (Files.isRegularFile(reply, LinkOption.NOFOLLOW_LINKS)) {
        Files.write(
            reply,
            (exit + "\n" + text).getBytes(StandardCharsets.UTF_8),
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING,
            LinkOption.NOFOLLOW_LINKS);
      }
    } catch (IOException | RuntimeException unwanted) {
      // Whoever asked sees that there is no answer.
    }
  }

  private int answer(String question, StringBuilder text) {
    if (question.startsWith("status:")) {
      int second = question.indexOf(':', "status:".length());
      await(
          Long.parseLong(question.substring("status:".length(), second)),
          Long.parseLong(question.substring(second + 1)),
          text);
      return Math.max(
          status(text),
          state.epoch() < Long.parseLong(question.substring(second + 1)) ? BAD_NEWS : FINE);
    }
    return switch (question) {
      case "drill" -> drill(text);
      case "doctor" -> doctor(text);
      default -> {
        text.append("no such question: ").append(question).append('\n');
        yield BAD_NEWS;
      }
    };
  }

  /** Waits here, so that one attach is enough. */
  private void await(long seconds, long epoch, StringBuilder text) {
    long began = System.nanoTime();
    state.transition().run(); // a clone that nobody has noticed yet
    while (state.epoch() < epoch || !state.isConfirmed()) {
      if (System.nanoTime() - began >= seconds * 1_000_000_000L) {
        line(
            text,
            "waited",
            seconds + " s" + (state.epoch() < epoch ? ", epoch " + epoch + " has not begun" : ""));
        return;
      }
      LockSupport.parkNanos(this, 10_000_000);
      state.transition().run();
    }
  }

  private int status(StringBuilder text) {
    line(text, "epoch", state.epoch() + (state.isConfirmed() ? ", confirmed" : ", not confirmed"));
    source(text);
    hooks(text);
    List<Passage> last = state.history().last();
    for (int i = last.size() - 1; i >= Math.max(0, last.size() - 5); i--) {
      Passage passage = last.get(i);
      line(
          text,
          i == last.size() - 1 ? "last" : "",
          Instant.ofEpochMilli(passage.at()) + "  " + passage.line());
      for (String failure : passage.failures()) {
        line(text, "", "  " + failure);
      }
    }
    return state.generation().usable() && state.isConfirmed() && state.failures().isEmpty()
        ? FINE
        : BAD_NEWS;
  }

  private int drill(StringBuilder text) {
    Passage passage = state.transition().drillAndWait();
    if (passage == null) {
      text.append("the drill did not end in time: see status\n");
      return BAD_NEWS;
    }
    line(text, "drill", passage.line());
    line(text, "hooks", state.hooks().inPlace() + " guarded types made stale");
    for (ResetDone reset : passage.resets()) {
      line(
          text,
          "reset",
          reset.name()
              + ": "
              + reset.count()
              + " in "
              + (reset.nanos() + 500_000) / 1_000_000
              + " ms");
    }
    for (String failure : passage.failures()) {
      line(text, "failed", failure);
    }
    return passage.failures().isEmpty() ? FINE : BAD_NEWS;
  }

  private int doctor(StringBuilder text) {
    boolean sound = state.generation().usable();
    source(text);
    line(
        text, "jdk", System.getProperty("java.version") + ", " + System.getProperty("java.vendor"));
    hooks(text);
    for (String said : state.report().last()) {
      line(text, "said", said);
    }
    text.append(
        sound
            ? "A clone would be noticed.\n"
            : "A clone would go unnoticed: no source of the VM's generation can be used.\n");
    return sound && state.troubles().isEmpty() ? FINE : BAD_NEWS;
  }

  private void source(StringBuilder text) {
    line(
        text,
        "source",
        state.generation().usable()
            ? state.generation().kinds()
            : state.generation().asked() ? "none can be used" : "none, as asked for");
  }

  private void hooks(StringBuilder text) {
    line(text, "hooks", state.hooks().inPlace() + " of " + state.hooks().count() + " in place");
    for (String trouble : state.troubles()) {
      line(text, "", trouble);
    }
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name);
    for (int i = name.length(); i < 12; i++) {
      text.append(' ');
    }
    text.append(value).append('\n');
  }
}
