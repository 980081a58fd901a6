package dev.diverge.integrations;

/**
 * The order of resets in a transition, after entropy, salt and epoch: what authenticates peers
 * first, then what is connected to them, then what draws on both, the application last. The whole
 * order is the agent's {@code Order}.
 */
public enum Phase {
  /** No session of before is resumed. */
  TICKET_KEYS,

  /**
   * What was sent and is not answered: before its connection is cut, and somebody sends it anew.
   */
  REQUESTS,
  /** What leads to other machines is cut. */
  CONNECTIONS,
  /** Pools and caches let go of what was built on those; sessions expire. */
  POOLS,
  /** Node numbers, counters and prefixes are made anew: where most of what is tracked belongs. */
  ID_GENERATORS,
  /** What is to come after all others. */
  APPLICATION
}
