package dev.diverge.testapps.doors;

/** Waits for a line. */
final class WaitingApp {

  private WaitingApp() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println("up");
    System.in.read();
    System.out.println("ended");
  }
}
