package dev.diverge.scan.read;

import java.io.IOException;

/** How much may be inflated out of one file that was named, whatever is in it. */
final class Allowance {

  private static final long LEAST = 256L << 20;
  private static final long MOST = 16L << 30;

  /** Class files shrink to a half or a third; nobody's application to a hundredth. */
  private static final long TIMES = 100;

  private long left;

  Allowance(long fileSize) {
    this.left = Math.min(Math.max(LEAST, fileSize * TIMES), MOST);
  }

  void take(long bytes) throws IOException {
    left -= bytes;
    if (left < 0) {
      throw new TooMuch("it inflates to more than a hundred times its size");
    }
  }

  /** Nothing more is read of that file. */
  static final class TooMuch extends IOException {
    private static final long serialVersionUID = 1;

    TooMuch(String message) {
      super(message);
    }
  }
}
