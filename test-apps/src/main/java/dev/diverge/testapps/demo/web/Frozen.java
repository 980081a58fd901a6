package dev.diverge.testapps.demo.web;

import java.io.IOException;

/** A service that was warmed and frozen, and whose clones are thawed one by one. */
interface Frozen extends AutoCloseable {

  /** Whether there is another clone to thaw. */
  boolean hasMore();

  /**
   * Thaws the next clone and has it serve its first customer.
   *
   * @throws IOException if it does not answer
   */
  Visit thaw() throws IOException;

  /** Whether thawed clones stay, to serve more customers. */
  boolean staysAwake();

  /**
   * Has a thawed clone serve another customer.
   *
   * @param clone from 1, in the order in which they were thawed
   * @throws IOException if it does not answer
   */
  Visit ask(int clone) throws IOException;

  @Override
  void close();
}
