package dev.diverge.testlab;

import org.junit.jupiter.api.Assumptions;

/** What forking takes, told before anything is started. */
final class Needs {

  private Needs() {}

  /**
   * Skips the test on a machine that cannot fork a JVM.
   *
   * @throws IllegalStateException if the project lacks something
   */
  static void check() {
    String system = System.getProperty("os.name", "");
    Assumptions.assumeTrue(
        system.equals("Linux"), () -> "clones are forked, on Linux alone; this is " + system);
    try {
      Class.forName("com.sun.jna.Native", false, Needs.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "net.java.dev.jna:jna, with which clones are forked, is not on the tests' class path", e);
    }
  }
}
