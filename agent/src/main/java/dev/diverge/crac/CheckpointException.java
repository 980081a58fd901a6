package dev.diverge.crac;

/** As {@code org.crac.CheckpointException}; never thrown here. */
public class CheckpointException extends Exception {

  private static final long serialVersionUID = 1L;
}
