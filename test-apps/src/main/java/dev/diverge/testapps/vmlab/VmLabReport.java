package dev.diverge.testapps.vmlab;

import dev.diverge.testlab.Comparison;
import dev.diverge.testlab.ComparisonTable;
import dev.diverge.testlab.JavaHome;
import dev.diverge.testlab.Outcome;
import java.io.PrintStream;
import java.util.List;

/**
 * Clones VMs, without the agent and with it, and prints what they drew, or for how long the same,
 * or what of their memory a transition touches.
 */
public final class VmLabReport {
  private VmLabReport() {}

  /** Ends with 1 when something is wrong with the agent, 2 when the lab could not be run. */
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  static int run(String[] arguments, PrintStream out, PrintStream err) {
    try {
      VmLabOptions options = VmLabOptions.parse(arguments);
      if (options.cold()) {
        return cold(options, out);
      }
      return options.window() ? window(options, out) : table(options, out);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.println(VmLabOptions.USAGE);
      return 2;
    } catch (LabTrouble e) {
      err.println(e.getMessage());
      return 2;
    }
  }

  private static int window(VmLabOptions options, PrintStream out) {
    out.println(title(options) + ", " + options.plan().hardware().cpus() + " cpus");
    GuestPlan plan = options.plan().withAgent(options.agent(), options.source());
    WindowTable windows = new WindowLab(Workshop.standard(), plan).windows(options.clones());
    out.println(windows);
    return windows.neverReset() == 0 ? 0 : 1;
  }

  private static int cold(VmLabOptions options, PrintStream out) {
    out.println(title(options, "a page"));
    out.print(
        new ColdLab(Workshop.standard(), options.plan(), options.agent()).count(options.clones()));
    return 0;
  }

  private static int table(VmLabOptions options, PrintStream out) {
    VmLab with =
        new VmLab(Workshop.standard(), options.plan().withAgent(options.agent(), options.source()));
    Outcome control = new VmLab(Workshop.standard(), options.plan()).run(options.clones());
    Outcome guarded = with.run(options.clones());
    out.print(ComparisonTable.of(title(options), new Comparison(control, guarded)));
    out.println("without: " + control.summary());
    out.println("with Diverge: " + guarded.summary());
    out.println(with.times());
    List<String> complaints = guarded.complaints();
    complaints.forEach(out::println);
    return complaints.isEmpty() ? 0 : 1;
  }

  private static String title(VmLabOptions options) {
    return title(options, options.source());
  }

  private static String title(VmLabOptions options, String source) {
    return "%d VM clones, Linux %s, Java %s, %s"
        .formatted(
            options.clones(),
            options.plan().kernel(),
            JavaHome.at(options.plan().jdk()).version(),
            source);
  }
}
