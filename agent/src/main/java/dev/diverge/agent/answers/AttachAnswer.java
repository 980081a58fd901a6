package dev.diverge.agent.answers;

import dev.diverge.agent.outside.PlainText;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Answers whoever attached to ask: {@code ask=QUESTION,reply=FILE}, the answer's exit status in the
 * file's first line and its text in the others, {@link #END} after them. The file must be there, a
 * plain file, so that no question makes us write to another place.
 *
 * <p>On a thread of its own: an answer may be waited for, and the JVM listens to nobody else while
 * its attach listener is with us. Whoever asked may be gone by then.
 */
public final class AttachAnswer implements Runnable {

  public static final int FINE = 0;
  public static final int BAD_NEWS = 1;

  /** What no text of ours holds: the answer is complete. */
  private static final char END = '\u0004';

  private static final String ASK = "ask=";
  private static final String REPLY = ",reply=";
  private static final String STATUS = "status:";
  private static final int AT_ONCE = 16;
  private static final AtomicInteger OPEN = new AtomicInteger();

  private final AgentState state;
  private final String question;
  private final Path reply;

  private AttachAnswer(AgentState state, String question, Path reply) {
    this.state = state;
    this.question = question;
    this.reply = reply;
  }

  /** Begins to answer; the thread that does, null if it is done or there is nobody to answer. */
  public static @Nullable Thread answer(AgentState state, String asked) {
    int comma = asked.indexOf(REPLY);
    if (comma < 0 || !asked.startsWith(ASK)) {
      return null;
    }
    Path reply;
    try {
      reply = Path.of(asked.substring(comma + REPLY.length()));
    } catch (RuntimeException unspeakable) {
      return null; // whoever asked sees that there is no answer
    }
    AttachAnswer answer = new AttachAnswer(state, asked.substring(ASK.length(), comma), reply);
    if (OPEN.incrementAndGet() > AT_ONCE) {
      OPEN.decrementAndGet();
      answer.tell(BAD_NEWS, "too many are waiting for an answer of this JVM\n");
      return null;
    }
    Thread thread = new Thread(null, answer, "diverge-answer", 0, false);
    thread.setDaemon(true);
    try {
      thread.start();
      return thread;
    } catch (Throwable noThread) {
      answer.run();
      return null;
    }
  }

  @Override
  public void run() {
    try {
      Columns text = new Columns();
      int exit;
      try {
        exit = answer(text);
      } catch (RuntimeException | Error e) {
        exit = BAD_NEWS;
        text.sentence("the answer failed: " + PlainText.thrown(e));
      }
      tell(exit, text.toString());
    } finally {
      OPEN.decrementAndGet();
    }
  }

  private void tell(int exit, String text) {
    try {
      if (isAwaited()) {
        Files.write(
            reply,
            (exit + "\n" + text + END).getBytes(StandardCharsets.UTF_8),
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING,
            LinkOption.NOFOLLOW_LINKS);
      }
    } catch (IOException | RuntimeException unwanted) {
      // Whoever asked sees that there is no answer.
    }
  }

  /** Whoever asks takes his file away when he goes, and holds a lock on it while he is there. */
  private boolean isAwaited() {
    if (!Files.isRegularFile(reply, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (FileChannel file =
            FileChannel.open(reply, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock free = file.tryLock()) {
      return free == null;
    } catch (IOException | RuntimeException noLocksHere) {
      return true;
    }
  }

  /** {@code status:SECONDS:EPOCH}, {@code audit:KEY:KEY}, {@code drill} or {@code doctor}. */
  private int answer(Columns text) {
    if (question.startsWith(STATUS)) {
      int second = question.indexOf(':', STATUS.length());
      long seconds = Long.parseLong(question.substring(STATUS.length(), second));
      long epoch = Long.parseLong(question.substring(second + 1));
      return new Status(state, text).tell(seconds, epoch, this::isAwaited);
    }
    if (question.startsWith(Audit.QUESTION)) {
      return new Audit(state, text).tell(question);
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
