package dev.diverge.agent.actions;

import dev.diverge.agent.process.LoadedClasses;
import dev.diverge.agent.process.Option;
import dev.diverge.agent.process.Options;
import dev.diverge.agent.process.Report;
import java.lang.instrument.Instrumentation;

/**
 * Has {@code org.crac} find the implementation in our jar, so that what frameworks register there
 * is driven on a clone. Never where the JVM has CRaC of its own, nor where the user chose another.
 */
public final class CracBridge {

  private static final String CHOICE = "org.crac.Core.Compat";
  private static final String OURS = "dev.diverge.crac";

  private CracBridge() {}

  public static void offer(
      Options options, Instrumentation instrumentation, boolean late, Report report) {
    if (hasClass("jdk.crac.Core") || hasClass("javax.crac.Core")) {
      report.line("crac=on has no effect: this JVM has CRaC of its own");
    } else if (System.getProperty(CHOICE) != null) {
      report.line(
          "crac=on has no effect: " + CHOICE + " is " + System.getProperty(CHOICE) + " already");
    } else if (late && isUsed(instrumentation)) {
      report.line("crac=on has no effect: org.crac was in use before the agent was attached");
    } else {
      hand(options, Option.CRAC_ONLY);
      hand(options, Option.CRAC_EXCEPT);
      System.setProperty(CHOICE, OURS);
    }
  }

  /** To the classes in the application's sight, which know no options. */
  private static void hand(Options options, Option option) {
    System.getProperties().putIfAbsent("diverge." + option.key, options.get(option));
  }

  private static boolean hasClass(String name) {
    try {
      Class.forName(name, false, ClassLoader.getPlatformClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }

  /** Whether the application uses org.crac. */
  public static boolean isUsed(Instrumentation instrumentation) {
    return LoadedClasses.now(instrumentation).has("org.crac.Core");
  }
}
