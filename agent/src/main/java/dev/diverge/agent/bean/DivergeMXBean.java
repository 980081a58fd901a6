package dev.diverge.agent.bean;

import java.util.List;

/** {@code dev.diverge:type=Diverge}: what {@code status} prints, as attributes. */
public interface DivergeMXBean {

  /** Clones noticed, drills included. */
  long getEpoch();

  /** The epoch for which everything was reset last. */
  long getConfirmedEpoch();

  /**
   * How long ago this JVM became the clone that it is: milliseconds since the confirmation, by the
   * system's clock; -1 if it was never cloned. A drill is no clone.
   */
  long getMillisSinceClone();

  /** The epoch of the JVM that this one was cloned from; -1 if it was never cloned. */
  long getParentEpoch();

  /** The readiness signal: whether everything is reset for the present epoch. */
  boolean isConfirmed();

  /** The kinds of the sources in use, joined by a plus sign; "none" if a clone goes unnoticed. */
  String getSource();

  boolean isSourceUsable();

  /** How many guarded types are woven. */
  int getHooksInPlace();

  /** TLS connections of an earlier epoch that were closed instead of written to. */
  long getRefusedConnections();

  /** Uses of encrypting ciphers of an earlier epoch, which {@code stale-ciphers} decides about. */
  long getStaleCiphers();

  /** A line for each of the last transitions, oldest first. */
  List<String> getTransitions();

  /** A line for each failure of the last transition. */
  List<String> getFailures();

  /** Runs a transition without a clone, and returns its line. */
  String drill();
}
