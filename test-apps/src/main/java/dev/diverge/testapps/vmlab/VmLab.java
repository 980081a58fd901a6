package dev.diverge.testapps.vmlab;

import dev.diverge.testapps.forklab.Comparison;
import dev.diverge.testapps.forklab.Outcome;
import dev.diverge.testapps.forklab.OutcomeReader;
import dev.diverge.testapps.vmlab.Hypervisor.GuestMachine;
import dev.diverge.testapps.vmlab.Hypervisor.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Clones a real VM with a warmed JVM in it and asks every clone what it draws. */
public final class VmLab {
  /** What the agent prints once a clone is its own. */
  static final String DETECTED = "diverge: clone detected";

  private static final String AGENT_SAYS = "diverge: ";
  private static final Duration TO_SETTLE = Duration.ofSeconds(60);

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

  /**
   * One boot, one snapshot, so many clones; and one that keeps the snapshot's generation, so that
   * it goes on as the original would have.
   */
  public Outcome run(int clones) {
    HostTools.require(List.of(plan.kernel()));
    GuestMachine machine = machine();
    try (Hypervisor hypervisor = new Hypervisor(Accelerator.best(plan.kernel()))) {
      UUID generation = UUID.randomUUID();
      Vm vm = times.time("boot", () -> hypervisor.boot(machine, generation));
      times.time("warm", vm::awaitWarm);
      List<String> records = new ArrayList<>(vm.ask(GuestApp.FREEZE));
      StringBuilder said = new StringBuilder(said(vm));
      Snapshot snapshot = times.time("snapshot", () -> hypervisor.freeze(vm, machine, generation));
      records.addAll(original(hypervisor, snapshot));
      for (Drawn drawn :
          AtOnce.all(IntStream.range(0, clones), clone -> cloneOf(hypervisor, snapshot, clone))) {
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

  private GuestMachine machine() {
    return times.time(
        "image",
        () ->
            new GuestMachine(
                plan.kernel().bootImage(), new GuestImage(workshop).of(plan), plan.cpus()));
  }

  private static List<String> original(Hypervisor hypervisor, Snapshot snapshot) {
    try (Vm vm = hypervisor.restore(snapshot, snapshot.generation())) {
      vm.qmp().resume();
      return vm.ask(GuestApp.ORIGINAL);
    }
  }

  private record Drawn(List<String> records, String said) {}

  private Drawn cloneOf(Hypervisor hypervisor, Snapshot snapshot, int clone) {
    try (Vm vm = times.time("restore", () -> hypervisor.restore(snapshot, UUID.randomUUID()))) {
      vm.qmp().resume();
      times.time("settle", () -> settle(vm));
      List<String> records = times.time("draw", () -> vm.ask(GuestApp.CLONE + " " + clone));
      return new Drawn(records, said(vm));
    }
  }

  /** Waits for the agent's line; without an agent, until at least the kernel has reseeded. */
  private void settle(Vm vm) {
    String sign = plan.agent().isPresent() ? DETECTED : Vm.RESEEDED;
    if (!vm.awaitConsole(sign, TO_SETTLE)) {
      throw new LabTrouble("no \"" + sign + "\" on the clone's console:\n" + vm.console().tail());
    }
  }

  private static String said(Vm vm) {
    StringBuilder lines = new StringBuilder();
    vm.console()
        .text()
        .lines()
        .filter(line -> line.startsWith(AGENT_SAYS))
        .forEach(line -> lines.append(line).append('\n'));
    return lines.toString();
  }
}
