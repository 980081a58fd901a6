package dev.diverge.testapps.demo.web;

import dev.diverge.testapps.vmlab.AtOnce;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The service without Diverge beside the one with it; what is done is done to both. Thread-safe.
 */
public final class Board implements AutoCloseable {
  private final Supplier<List<Column>> freeze;
  private List<Column> columns;

  /**
   * Freezes both.
   *
   * @param freeze makes the columns, now and whenever they are started over
   */
  Board(Supplier<List<Column>> freeze) {
    this.freeze = freeze;
    columns = freeze.get();
  }

  synchronized String page() {
    return BoardPage.of(columns);
  }

  /** Nothing, where none is left to thaw. */
  synchronized void thaw() {
    both(
        column -> {
          if (column.hasMore()) {
            column.thaw();
          }
        });
  }

  /** Nothing, where clones do not stay. */
  synchronized void askAll() {
    both(
        column -> {
          if (column.canAsk()) {
            column.askAll();
          }
        });
  }

  synchronized void startOver() {
    close();
    columns = freeze.get();
  }

  private interface Step {
    void take(Column column) throws IOException;
  }

  private void both(Step step) {
    AtOnce.all(
        IntStream.range(0, columns.size()),
        at -> {
          try {
            step.take(columns.get(at));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return at;
        });
  }

  @Override
  public synchronized void close() {
    columns.forEach(Column::close);
  }
}
