package dev.diverge.driver;

import java.io.IOException;

/**
 * The watcher, or the generation it watches, is closed, perhaps while a thread was waiting on it.
 */
public final class WatcherClosedException extends IOException {
  private static final long serialVersionUID = 1;

  WatcherClosedException() {
    super("the watcher is closed");
  }
}
