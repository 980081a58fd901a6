package dev.diverge.testlab;

import java.util.concurrent.Callable;

/** Where emitters live: on a thread of their own, which sleeps between two draws. */
public interface Place {
  /** Goes behind an emitter's name there; empty for the usual place. */
  String suffix();

  /** Runs it there, and waits for it. */
  <T> T call(Callable<T> work) throws Exception;
}
