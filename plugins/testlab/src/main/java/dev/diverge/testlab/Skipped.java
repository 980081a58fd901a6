package dev.diverge.testlab;

/** Thrown by an emitter that this JDK has no use for; the message is the reason. */
public final class Skipped extends Exception {
  private static final long serialVersionUID = 1;

  public Skipped(String reason) {
    super(reason);
  }
}
