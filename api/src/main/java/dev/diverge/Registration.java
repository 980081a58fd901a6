package dev.diverge;

/** A registered action. Thread-safe. Need not be kept: the action lives as long as its owner. */
public interface Registration extends AutoCloseable {

  /** Forgets the action; one that runs already is not stopped. Idempotent. */
  @Override
  void close();
}
