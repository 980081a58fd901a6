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

  /** What kind it is, in the user's word: {@code page}. */
  String kind();

  /** What and where it is, for messages: {@code page:/run/x/generation}. Never its value. */
  String describe();

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
  @Nullable ByteBuffer mapped();

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
}
