package dev.diverge.driver;

/** What a source calls that hears of things itself, on a thread of its own: run for news. */
@FunctionalInterface
interface SourceNews extends Runnable {

  /** A snapshot is about to be taken, as soon as this returns; bounded in time. */
  default void beforeSnapshot() {}
}
