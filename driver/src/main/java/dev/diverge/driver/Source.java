package dev.diverge.driver;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One way to learn the generation.
 *
 * <p>A <em>mapped</em> source is a word in memory that changes by itself; anyone may load it at any
 * time. An <em>asynchronous</em> one has to be asked.
 */
public interface Source extends Closeable {

  /** What was asked for. */
  SourceSpec spec();

  /** What kind it is, in the user's word: {@code page}. */
  default String kind() {
    return spec().kind();
  }

  /** What and where it is, for messages: {@code page:/run/x/generation}. Never its value. */
  default String describe() {
    return spec().text();
  }

  /**
   * The generation as it is now, as 64 bits of which only equality means anything.
   *
   * <p>Safe on any application thread, an interrupted one included, and in a forked child in which
   * every other thread is gone: holds no lock across I/O and uses no interruptible channel.
   *
   * @throws IOException if there is no value now; the last one then still counts
   */
  long generation() throws IOException;

  /**
   * The memory the generation is in: direct, in native order, at least 8 bytes, the generation a
   * long at 0. Null if this source is asynchronous, or if a load could fault.
   *
   * <p>Another buffer takes its place when the file is replaced. Memory is unmapped once its buffer
   * is unreachable, so whoever loads by address keeps the buffer. Any thread.
   */
  default @Nullable ByteBuffer mapped() {
    return null;
  }

  /**
   * Every watcher has confirmed the epoch in which this source said that. Any thread; does not
   * wait.
   *
   * @param generation what it said, which may no longer be what it says
   */
  default void confirmed(long generation) {}

  /**
   * Whether it would notice a clone of the whole machine; false if it is about processes only. The
   * same for ever.
   */
  default boolean noticesMachines() {
    return true;
  }

  /**
   * How often the kernel has told this source that its own generator was reseeded because of a
   * clone; -1, for ever, if it never tells this source. On the follower's thread.
   */
  default long kernelReseeds() {
    return -1;
  }

  /**
   * Whether it is by the kernel's reseed that this source hears of each clone, after other sources
   * may have noticed the same one; its generation then counts them. The same for ever.
   */
  default boolean comesLate() {
    return false;
  }

  /**
   * What a later process has to know to notice what happened in between; see {@link #since}.
   *
   * @throws IOException as {@link #generation}
   */
  default long memory() throws IOException {
    return generation();
  }

  /**
   * Takes up where an earlier process left off. Called at most once, before the first {@link
   * #tend}.
   *
   * @param memory what {@link #memory} gave that process
   * @return the generation that process saw last, as this one would have
   * @throws IOException as {@link #generation}
   */
  default long since(long memory) throws IOException {
    return memory;
  }

  /**
   * What {@code doctor} says of it where it is followed: how it learns of a clone, and how late.
   *
   * @param besides the kind that is the guard's, empty if there is none
   */
  String merit(String besides);

  /**
   * For {@code doctor}: how long nothing was heard of whoever should tell of a clone here; null if
   * all is well, or there is no such.
   */
  default @Nullable String silence() {
    return null;
  }

  /** Whether the last look found a value. Any thread. */
  boolean usable();

  /**
   * Looks after the source itself: was it replaced, truncated, deleted, is it back? On one thread,
   * the follower's. Does not throw, and does not wait.
   *
   * @return what is wrong with it now and what happens about it, always in the same words; null if
   *     nothing is
   */
  @Nullable String tend();

  /**
   * Lets go of its files. Idempotent. Memory stays mapped for as long as its buffer is reachable.
   */
  @Override
  void close();

  /**
   * Lets go of its files and its memory. Only for who opened it and has shown that memory to
   * nobody.
   */
  default void discard() {
    close();
  }
}
