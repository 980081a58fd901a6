package dev.diverge.testlab;

import dev.diverge.testlab.fork.Forkable;

/**
 * Where new objects go. A forked clone lacks the thread that collects garbage: once it has used up
 * what its original left it of Eden, it hangs.
 */
final class Eden {
  /** Of the 256 MB that {@link Forkable#FLAGS} makes it; the rest is for each clone. */
  private static final long FOR_THE_ORIGINAL = 64L << 20;

  private final Runtime heap = Runtime.getRuntime();
  private long live = used();

  /** In an original with all its threads, which has collected what it made so far. */
  void makeRoom() {
    if (used() - live > FOR_THE_ORIGINAL) {
      System.gc();
      live = used();
    }
  }

  private long used() {
    return heap.totalMemory() - heap.freeMemory();
  }
}
