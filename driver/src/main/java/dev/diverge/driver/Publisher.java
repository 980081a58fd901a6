package dev.diverge.driver;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns what only a privileged process can see into a page with a counter that every process may
 * map: one more for each change of generation, never back.
 *
 * <p>A publisher that takes up after another goes on with its page and its counter, and notices
 * what happened in between: a vmclock or sysgenid counter that differs from the one remembered, a
 * line of the kernel's log that was not read yet. Where it cannot know, it counts one: a transition
 * too many is better than one too few.
 *
 * <p>Thread-safe.
 */
public final class Publisher implements Closeable {
  /** How the message begins if no source could be used. */
  public static final String NO_SOURCE = "no usable source of the VM's generation";

  private static final long REMEMBER_SECONDS = 60;
  private static final long REMEMBER_NANOS = TimeUnit.SECONDS.toNanos(REMEMBER_SECONDS);

  private final CounterPage page;
  private final Generation generation;
  private final Consumer<String> report;

  /** The last epoch that was published. */
  private long published;

  /** For the first time a second after the start, when the kernel's log has been read. */
  private long rememberedAt = System.nanoTime() - REMEMBER_NANOS + TimeUnit.SECONDS.toNanos(1);

  private @Nullable String complaint;
  private boolean closed;

  private Publisher(Path path, List<SourceSpec> from, Consumer<String> report) throws IOException {
    this.report = report;
    this.page = CounterPage.open(path);
    boolean done = false;
    try {
      Map<String, Long> memory = page.rememberedSources();
      int remembered = memory.size();
      this.generation =
          Generation.open(from, new Republisher(), Mapper.usual(), SourceKind.published(), memory);
      if (!generation.usable()) {
        generation.close();
        throw new IOException(NO_SOURCE + ": nothing to publish");
      }
      generation.refresh();
      published = generation.epoch();
      int used = remembered - memory.size();
      page.begin(published, used == generation.usableSources());
      remember();
      done = true;
    } finally {
      if (!done) {
        page.close();
      }
    }
  }

  /**
   * Becomes the publisher of the page at the path: creates it, or goes on with the one that is
   * there.
   *
   * @param path its directory is made if it is missing, and refused if others can make files in it;
   *     beside the page are kept a lock, and what the next publisher has to know, for root's or
   *     this user's eyes only
   * @param from the sources; {@code auto} stands for vmclock, else sysgenid, and kmsg
   * @param report takes lines for people, on any thread
   * @throws IOException if another publisher is at it, no source can be used, or the page cannot be
   *     written
   */
  public static Publisher open(Path path, List<SourceSpec> from, Consumer<String> report)
      throws IOException {
    return new Publisher(path.toAbsolutePath(), from, report);
  }

  /**
   * For how many seconds nothing was heard of the page's publisher, which writes down what it knows
   * once a minute; 0 if it is well, or if the page is not known to have one. Any user may ask.
   */
  static long silentSeconds(String page) {
    long written = CounterPage.rememberedAt(page);
    long silent = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis() - written);
    return written == 0 || silent <= 2 * REMEMBER_SECONDS ? 0 : silent;
  }

  /** The kinds of the sources in use: "vmclock+kmsg". */
  public String kinds() {
    return generation.kinds();
  }

  /**
   * Publishes on this thread, until it is closed.
   *
   * @param pollMillis how often to look at sources that do not wake it themselves, in milliseconds
   * @throws InterruptedException if the thread is interrupted
   */
  public void run(long pollMillis) throws InterruptedException {
    generation.follow(pollMillis);
  }

  /** Stops; the page stays as it is, for the next one to go on with. Idempotent. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    // Before the sources are closed.
    remember();
    generation.close();
    page.close();
  }

  private synchronized void publish(boolean look) {
    if (closed) {
      return;
    }
    boolean news = generation.refresh();
    try {
      // The page first: if we die in between, the next one counts the change again.
      long epoch = generation.epoch();
      page.add(epoch - published, look);
      published = epoch;
    } catch (IOException e) {
      complain("the page cannot be written: " + e.getMessage());
      return;
    }
    complain(null);
    if (news) {
      report.accept("new generation published (" + generation.lastChangedBy() + ")");
    }
    if (news || System.nanoTime() - rememberedAt >= REMEMBER_NANOS) {
      remember();
    }
  }

  /** Says a trouble once, until it goes away or becomes another. */
  private void complain(@Nullable String line) {
    if (line != null && !line.equals(complaint)) {
      report.accept(line);
    }
    complaint = line;
  }

  private void remember() {
    rememberedAt = System.nanoTime();
    try {
      page.remember(generation.memory());
    } catch (IOException e) {
      report.accept(
          "what the next publisher has to know cannot be written: "
              + e.getMessage()
              + "; it will count one change too many");
    }
  }

  private final class Republisher implements Generation.Listener {
    @Override
    public void changed() {
      publish(false);
    }

    @Override
    public boolean idle() {
      publish(true);
      return false;
    }

    @Override
    public void remapped(@Nullable ByteBuffer word) {}

    @Override
    public void report(String line) {
      report.accept(line);
    }
  }
}
