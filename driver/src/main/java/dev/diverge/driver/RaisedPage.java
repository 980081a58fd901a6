package dev.diverge.driver;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A page that is raised by whoever is told of a clone, where nothing on the machine shows it. One
 * process at a time; a publisher counts as one. Thread-safe.
 */
public final class RaisedPage implements Closeable {

  private final CounterPage page;

  private RaisedPage(CounterPage page) {
    this.page = page;
  }

  /**
   * Makes the page, or goes on with the one that is there, which then counts one more: what
   * happened in between is not known.
   *
   * @throws IOException if another process writes it, or it cannot be written
   */
  public static RaisedPage open(Path path) throws IOException {
    CounterPage page = CounterPage.open(path.toAbsolutePath());
    boolean done = false;
    try {
      page.begin(0, false);
      done = true;
    } finally {
      if (!done) {
        page.close();
      }
    }
    return new RaisedPage(page);
  }

  /** A new generation, for all who follow the page, once this returns. */
  public synchronized void raise() throws IOException {
    page.add(1, true);
  }

  @Override
  public synchronized void close() {
    page.close();
  }
}
