package dev.diverge.integrations;

/**
 * The order of a transition after entropy, salt and epoch: what authenticates peers first, then
 * what is connected to them, then what draws on both, the application last.
 */
public enum Phase {
  TICKET_KEYS,
  CONNECTIONS,
  POOLS,
  ID_GENERATORS,
  APPLICATION
}
