package dev.diverge.integrations;

/**
 * The order of resets in a transition, after entropy, salt and epoch: what authenticates peers
 * first, then what is connected to them, then what draws on both, the application last. The whole
 * order is the agent's {@code Order}.
 */
public enum Phase {
  TICKET_KEYS,

  /**
   * What was sent and is not answered: before its connection is cut, and somebody sends it anew.
   */
  REQUESTS,
  CONNECTIONS,
  POOLS,
  ID_GENERATORS,
  APPLICATION
}
