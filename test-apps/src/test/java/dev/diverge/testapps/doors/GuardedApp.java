package dev.diverge.testapps.doors;

/** Says whether there is a guard. */
public final class GuardedApp {

  private GuardedApp() {}

  public static void main(String[] arguments) {
    boolean guarded = true;
    try {
      Class.forName("java.lang.DivergeGuard", false, null);
    } catch (ClassNotFoundException e) {
      guarded = false;
    }
    System.out.println("main " + guarded);
  }
}
