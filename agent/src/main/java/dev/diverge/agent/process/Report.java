package dev.diverge.agent.process;

import dev.diverge.agent.outside.PlainText;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lines for the operator: to the application's own logging once that is up, before and otherwise on
 * the process's own stderr, one write each, past {@link System#err} and its lock, which a frozen
 * thread may hold. News is on stderr always: whoever restores clones counts on that line. No line
 * holds a seed, a key or a generation's value. Whatever a line is made of, it is one line, of
 * characters that show, and not one of thousands a second: {@link PlainText}, {@link LineThrottle}.
 * Thread-safe.
 */
public final class Report implements Consumer<String> {

  /** What goes on inside, for whoever looks for a fault. */
  public static final int DETAIL = 0;

  /** A clone, a drill. */
  public static final int NEWS = 1;

  /** Something is not as it should be. */
  static final int TROUBLE = 2;

  private static final FileOutputStream STDERR = new FileOutputStream(FileDescriptor.err);

  private static final int KEPT = 32;

  /** Made with the first line, and not for a start that has none. By level. */
  private static final class Limits {
    private static final LineThrottle[] BY_LEVEL = {
      new LineThrottle(100, 25, System.nanoTime()),
      new LineThrottle(10, 4, System.nanoTime()),
      new LineThrottle(20, 4, System.nanoTime())
    };
  }

  private final int least;
  private volatile boolean said;
  private volatile @Nullable BiPredicate<Integer, String> logging;
  private final AtomicReference<List<String>> last = new AtomicReference<>(List.of());

  /**
   * Reports what is worth it.
   *
   * @param least the option's word: {@code debug}, {@code info}, {@code warning} or {@code off}
   */
  public Report(String least) {
    this.least =
        switch (least) {
          case "debug" -> DETAIL;
          case "warning" -> TROUBLE;
          case "off" -> TROUBLE + 1;
          default -> NEWS;
        };
  }

  /** The last lines of trouble, said or kept silent. */
  public List<String> last() {
    return Objects.requireNonNull(last.get());
  }

  @Override
  public void accept(String text) {
    failure(text);
  }

  /** From now on lines go here, unless it returns false. It must not wait. */
  public void handTo(BiPredicate<Integer, String> logging) {
    this.logging = logging;
  }

  /** Whether {@link #detail} is said. */
  public boolean isDetailed() {
    return least == DETAIL;
  }

  public void detail(String text) {
    say(DETAIL, text);
  }

  public void news(String text) {
    say(NEWS, text);
  }

  /** Trouble; not that of a JVM on its way out, which needs none of what does not work any more. */
  public void line(String text) {
    String plain = PlainText.line(text);
    keep(plain);
    if (!ShutdownState.isNow()) {
      say(TROUBLE, plain);
    }
  }

  /** What two clones may share: however little of the JVM's life is left. */
  public void failure(String text) {
    String plain = PlainText.line(text);
    keep(plain);
    say(TROUBLE, plain);
  }

  /** Says the last of lines that came too thick; on the follower's thread. */
  public void settle() {
    for (int level = DETAIL; said && level <= TROUBLE; level++) {
      String rest = Limits.BY_LEVEL[level].rest(System.nanoTime());
      if (rest != null) {
        write(level, rest);
      }
    }
  }

  private void say(int level, String text) {
    if (level < least) {
      return;
    }
    said = true;
    String plain = Limits.BY_LEVEL[level].offer(PlainText.line(text), System.nanoTime());
    if (plain != null) {
      write(level, plain);
    }
  }

  private void write(int level, String text) {
    String line = "diverge: ".concat(text);
    BiPredicate<Integer, String> to = logging;
    boolean taken = to != null && !ForkedChild.isThis() && to.test(level, line);
    if (!taken || level == NEWS) {
      print(line);
    }
  }

  /** Loads what a line needs, and writes none. */
  public void rehearse() {
    line("rehearsal");
    Limits.BY_LEVEL[DETAIL].rest(System.nanoTime());
    write("");
  }

  public static void print(String line) {
    write(line.concat("\n"));
  }

  private static void write(String text) {
    try {
      STDERR.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException closed) {
      // Nowhere left to say it.
    }
  }

  private void keep(String text) {
    List<String> before;
    List<String> after;
    do {
      before = last();
      after = new ArrayList<>(before.subList(before.size() < KEPT ? 0 : 1, before.size()));
      after.add(text);
    } while (!last.compareAndSet(before, after));
  }
}
