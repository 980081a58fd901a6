package dev.diverge.testapps.vmlab;

import java.io.PrintStream;

/** Clones a VM and prints what its clones drew; ends with 1 when an emitter is wrong. */
public final class VmLabReport {
  private VmLabReport() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  static int run(String[] arguments, PrintStream out, PrintStream err) {
    VmLabOptions options;
    try {
      options = VmLabOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.println(VmLabOptions.USAGE);
      return 2;
    }
    try {
      return report(options, out);
    } catch (LabTrouble e) {
      err.println(e.getMessage());
      return 2;
    }
  }

  private static int report(VmLabOptions options, PrintStream out) {
    Workshop workshop = Workshop.standard();
    GuestPlan plan = options.plan();
    out.printf(
        "%d clones, kernel %s, JDK %s, %s%n",
        options.clones(),
        plan.kernel(),
        plan.jdk(),
        plan.agent().map(agent -> "with the agent, " + agent.options()).orElse("without an agent"));
    if (options.window()) {
      WindowTable windows = new WindowLab(workshop, plan).windows(options.clones());
      out.println(windows);
      return windows.neverReset() == 0 ? 0 : 1;
    }
    CloneTable table = new VmLab(workshop, plan).clones(options.clones());
    out.println(table);
    return table.wrong().isEmpty() ? 0 : 1;
  }
}
