package dev.diverge.testapps.bench;

import dev.diverge.testapps.vmlab.GuestPlan;
import dev.diverge.testapps.vmlab.GuestStream;
import dev.diverge.testapps.vmlab.GuestWork;
import dev.diverge.testapps.vmlab.Kernel;
import dev.diverge.testapps.vmlab.WindowLab;
import dev.diverge.testapps.vmlab.WindowTable;
import dev.diverge.testapps.vmlab.Workshop;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.JavaHome;
import java.io.PrintStream;
import java.util.List;

/** For how long clones of a real VM draw the same values, by the source that tells them. */
final class SourceWindows {
  private static final Kernel KERNEL = Kernel.LINUX_6_12;
  private static final List<String> SOURCES =
      List.of("kmsg", "page:/run/diverge/generation", "sysgenid");

  private final JavaHome java;
  private final int clones;

  SourceWindows(JavaHome java, int clones) {
    this.java = java;
    this.clones = clones;
  }

  void print(PrintStream out) {
    out.printf(
        "%n## The window, %d VM clones each, Linux %s, JDK %s%n%n", clones, KERNEL, java.version());
    out.println("| processors | source | values drawn twice, p50 | p99 |");
    out.println("|---|---|---|---|");
    for (int cpus = 1; cpus <= 2; cpus++) {
      for (String source : SOURCES) {
        GuestPlan plan =
            GuestPlan.plain(KERNEL, java.home())
                .withWork(GuestWork.of(GuestStream.Alone.class))
                .withCpus(cpus)
                .withAgent(AgentJar.required().jar(), source);
        WindowTable windows = new WindowLab(Workshop.standard(), plan).windows(clones);
        out.printf(
            "| %d | `%s` | %s | %s |%n",
            cpus, source, windows.percentile(50), windows.percentile(99));
      }
    }
  }
}
