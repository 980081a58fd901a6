package dev.diverge.integrations;

/** What two clones that share the state stand to lose. */
public enum Severity {
  /** Keys, nonces, sessions, data: somebody can break in, or a record is lost. */
  SECURITY,
  /** Ids that should be unique are not. */
  UNIQUENESS,
  /** Somebody may wonder. */
  NUISANCE
}
