package dev.diverge.testapps.vmlab;

import dev.diverge.testapps.vmlab.Hypervisor.GuestMachine;
import dev.diverge.testapps.vmlab.Hypervisor.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** A VM that was booted, warmed and frozen, and of which clones can be made. Thread-safe. */
public final class FrozenVm implements AutoCloseable {
  private static final Duration TO_SETTLE = Duration.ofSeconds(60);

  private final GuestPlan plan;
  private final Stopwatch times;
  private final Hypervisor hypervisor;
  private final Snapshot snapshot;

  private FrozenVm(GuestPlan plan, Stopwatch times, Consumer<Vm> warm, GuestMachine machine) {
    this.plan = plan;
    this.times = times;
    hypervisor = new Hypervisor(plan.kernel());
    try {
      UUID generation = UUID.randomUUID();
      Vm vm = times.time("boot", () -> hypervisor.boot(machine, generation));
      times.time("warm", () -> warm.accept(vm));
      snapshot = times.time("snapshot", () -> hypervisor.freeze(vm, machine, generation));
    } catch (RuntimeException e) {
      hypervisor.close();
      throw e;
    }
  }

  /** Frozen as soon as it has been warmed. */
  public static FrozenVm of(Workshop workshop, GuestPlan plan, Stopwatch times, Consumer<Vm> warm) {
    HostTools.require(List.of(plan.kernel()));
    GuestMachine machine =
        times.time(
            "image",
            () ->
                new GuestMachine(
                    plan.kernel().bootImage(), new GuestImage(workshop).of(plan), plan.hardware()));
    return new FrozenVm(plan, times, warm, machine);
  }

  /** One that keeps the snapshot's generation, so that it goes on as the original would have. */
  <T> T inOriginal(Function<Vm, T> visit) {
    try (Vm vm = hypervisor.restore(snapshot, snapshot.generation())) {
      vm.qmp().resume();
      return visit.apply(vm);
    }
  }

  /** One with a generation of its own, once it has learnt of that. */
  public <T> T inClone(Function<Vm, T> visit) {
    try (Vm vm = times.time("restore", () -> hypervisor.restore(snapshot, UUID.randomUUID()))) {
      vm.qmp().resume();
      times.time("settle", () -> settle(vm));
      return times.time("draw", () -> visit.apply(vm));
    }
  }

  @Override
  public void close() {
    hypervisor.close();
  }

  /** Waits for the agent's line; without an agent, until at least the kernel has reseeded. */
  private void settle(Vm vm) {
    String sign = plan.agent().isPresent() ? Vm.DETECTED : Vm.RESEEDED;
    if (!vm.awaitConsole(sign, TO_SETTLE)) {
      throw new LabTrouble("no \"" + sign + "\" on the clone's console:\n" + vm.console().tail());
    }
  }
}
