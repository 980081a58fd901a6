package dev.diverge.crac;

/** As {@code org.crac.RestoreException}; never thrown here. */
public class RestoreException extends Exception {

  private static final long serialVersionUID = 1L;
}
