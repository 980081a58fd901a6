package dev.diverge.testapps.vmlab;

import dev.diverge.testlab.Comparison;
import dev.diverge.testlab.Outcome;
import dev.diverge.testlab.OutcomeReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Clones a real VM with a warmed JVM in it and asks every clone what it draws. */
public final class VmLab {
  private final Workshop workshop;
  private final GuestPlan plan;
  private final Stopwatch times = new Stopwatch();

  public VmLab(Workshop workshop, GuestPlan plan) {
    this.workshop = workshop;
    this.plan = plan;
  }

  /** The plan as it is, without an agent, beside one with it. */
  public static Comparison compare(
      Workshop workshop, GuestPlan plan, Path agent, String source, int clones) {
    return new Comparison(
        new VmLab(workshop, plan).run(clones),
        new VmLab(workshop, plan.withAgent(agent, source)).run(clones));
  }

  /** One boot, one snapshot, so many clones, and one more that goes on as the original. */
  public Outcome run(int clones) {
    List<String> records = new ArrayList<>();
    StringBuilder said = new StringBuilder();
    try (FrozenVm frozen = FrozenVm.of(workshop, plan, times, vm -> warm(vm, records, said))) {
      records.addAll(frozen.inOriginal(vm -> vm.ask(GuestApp.ORIGINAL)));
      for (Drawn drawn :
          AtOnce.all(
              IntStream.range(0, clones), clone -> frozen.inClone(vm -> Drawn.by(vm, clone)))) {
        records.addAll(drawn.records());
        said.append(drawn.said());
      }
      return OutcomeReader.read(records, said.toString());
    }
  }

  /** How long each kind of step took. */
  public Stopwatch times() {
    return times;
  }

  private static void warm(Vm vm, List<String> records, StringBuilder said) {
    vm.awaitWarm();
    records.addAll(vm.ask(GuestApp.FREEZE));
    said.append(vm.said());
  }

  private record Drawn(List<String> records, String said) {
    static Drawn by(Vm vm, int clone) {
      return new Drawn(vm.ask(GuestApp.CLONE + " " + clone), vm.said());
    }
  }
}
