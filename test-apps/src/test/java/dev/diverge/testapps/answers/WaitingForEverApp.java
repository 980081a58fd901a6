package dev.diverge.testapps.answers;

/** Waits until it is ended, or nobody listens any more. */
final class WaitingForEverApp {

  private WaitingForEverApp() {}

  public static void main(String[] args) throws Exception {
    System.out.println("waiting");
    while (System.in.read() >= 0) {
      // Whatever is said.
    }
  }
}
