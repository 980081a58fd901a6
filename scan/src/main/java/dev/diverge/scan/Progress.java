package dev.diverge.scan;

import dev.diverge.scan.tell.Lines;
import java.io.PrintStream;

/** One line that tells a person at a terminal how far it is. */
final class Progress {

  private static final long EVERY_NANOS = 200_000_000L;
  private static final int WIDTH = 78;

  private final PrintStream err;
  private final boolean shown;
  private long last = System.nanoTime();
  private boolean any;

  Progress(PrintStream err, boolean shown) {
    this.err = err;
    this.shown = shown;
  }

  void at(String what, long count) {
    long now = System.nanoTime();
    if (shown && now - last > EVERY_NANOS) {
      last = now;
      any = true;
      String line = Lines.plain("read " + count + " classes; in " + what);
      line = line.length() > WIDTH ? line.substring(0, WIDTH) : line;
      err.print("\r" + line + " ".repeat(WIDTH - line.length()));
      err.flush();
    }
  }

  void end() {
    if (any) {
      err.print("\r" + " ".repeat(WIDTH) + "\r");
      err.flush();
    }
  }
}
