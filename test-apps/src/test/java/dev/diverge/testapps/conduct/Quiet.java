package dev.diverge.testapps.conduct;

/** Prints what of the agent an application can see. */
public final class Quiet {

  private Quiet() {}

  public static void main(String[] arguments) throws Exception {
    for (String name :
        new String[] {
          "dev.diverge.entry.DivergeAgent",
          "dev.diverge.agent.Install",
          "dev.diverge.driver.Generation",
          "dev.diverge.integrations.Integration",
          "org.objectweb.asm.ClassReader"
        }) {
      System.out.println(name + " " + isVisible(name));
    }
  }

  private static boolean isVisible(String name) {
    try {
      Class.forName(name, false, ClassLoader.getSystemClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
