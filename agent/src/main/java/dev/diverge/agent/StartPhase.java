package dev.diverge.agent;

import dev.diverge.agent.hooks.HookTransformer;

/**
 * Whether the application still starts, told from the classes that it loads. What can wait until
 * then is not done on a processor that it has better use for. For the follower's thread.
 */
final class StartPhase {

  private static final long AT_LEAST_NANOS = 100_000_000L;
  private static final long AT_MOST_NANOS = 4_000_000_000L;

  /** Classes from one poll to the next. */
  private static final int CALM = 20;

  private final HookTransformer transformer;
  private final long began;
  private int classes;
  private boolean over;

  /**
   * At its first poll.
   *
   * @param began by {@link System#nanoTime}
   */
  StartPhase(HookTransformer transformer, long began) {
    this.transformer = transformer;
    this.began = began;
  }

  /** Asked at each poll; once it is over it stays so. */
  boolean isOver() {
    if (!over) {
      int before = classes;
      classes = transformer.classes();
      long since = System.nanoTime() - began;
      over = since >= AT_LEAST_NANOS && (classes - before < CALM || since >= AT_MOST_NANOS);
    }
    return over;
  }
}
