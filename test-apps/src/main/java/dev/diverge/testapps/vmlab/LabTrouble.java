package dev.diverge.testapps.vmlab;

/** The lab itself could not do what it was asked; says nothing about clones. */
public final class LabTrouble extends RuntimeException {
  private static final long serialVersionUID = 1;

  public LabTrouble(String message) {
    super(message);
  }

  LabTrouble(String message, Throwable cause) {
    super(message, cause);
  }
}
