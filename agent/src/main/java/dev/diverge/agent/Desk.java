package dev.diverge.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Answers whoever attached to ask: {@code ask=QUESTION,reply=FILE}, the answer's exit status in the
 * file's first line and its text in the others. The file must be there, a plain file, so that no
 * question makes us write to another place.
 */
final class Desk {

  static final int FINE = 0;
  static final int BAD_NEWS = 1;

  private static final String ASK = "ask=";
  private static final String REPLY = ",reply=";
  private static final String STATUS = "status:";

  private final State state;

  Desk(State state) {
    this.state = state;
  }

  void answer(String question) {
    int comma = question.indexOf(REPLY);
    if (comma < 0 || !question.startsWith(ASK)) {
      return;
    }
    Columns text = new Columns();
    int exit;
    try {
      exit = answer(question.substring(ASK.length(), comma), text);
    } catch (RuntimeException | Error e) {
      exit = BAD_NEWS;
      text.sentence("the answer failed: " + e);
    }
    try {
      Path reply = Path.of(question.substring(comma + REPLY.length()));
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

  /** {@code status:SECONDS:EPOCH}, {@code drill} or {@code doctor}. */
  private int answer(String question, Columns text) {
    if (question.startsWith(STATUS)) {
      int second = question.indexOf(':', STATUS.length());
      long seconds = Long.parseLong(question.substring(STATUS.length(), second));
      long epoch = Long.parseLong(question.substring(second + 1));
      return new Status(state, text).tell(seconds, epoch);
    }
    return switch (question) {
      case "drill" -> new Drill(state, text).run();
      case "doctor" -> new Doctor(state, text).examine();
      default -> {
        text.sentence("no such question: " + question);
        yield BAD_NEWS;
      }
    };
  }
}
