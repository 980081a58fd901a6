package dev.diverge.audit;

import java.io.IOException;

/** How a running JVM's agent is asked. */
@FunctionalInterface
public interface Peer {

  /**
   * Asks.
   *
   * @throws IOException with a line for people, if there is no answer
   */
  String ask(String pid, String question, long seconds) throws IOException, InterruptedException;
}
