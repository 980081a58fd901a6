package dev.diverge.testlab;

/**
 * How many clones the tests make: few by default, {@code -Ddiverge.clones=1000} for the figures.
 */
public final class LabSize {
  public static final String PROPERTY = "diverge.clones";

  private LabSize() {}

  public static int clones() {
    return clones(20);
  }

  public static int clones(int byDefault) {
    return Integer.getInteger(PROPERTY, byDefault);
  }
}
