package dev.diverge.testapps.vmlab;

import dev.diverge.testapps.vmlab.Hypervisor.GuestMachine;
import dev.diverge.testapps.vmlab.Hypervisor.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clones a real VM with a warmed JVM in it and asks every clone what it draws. */
public final class VmLab {
  /** What the agent prints once a clone is its own. */
  static final String DETECTED = "diverge: clone detected";

  private static final Duration TO_SETTLE = Duration.ofSeconds(20);

  /** More would share the cores of a small machine, and be slower each. */
  private static final int AT_ONCE = 2;

  private final Workshop workshop;
  private final GuestPlan plan;
  private final Stopwatch times = new Stopwatch();

  public VmLab(Workshop workshop, GuestPlan plan) {
    this.workshop = workshop;
    this.plan = plan;
  }

  /** One boot, one snapshot, so many clones. */
  public CloneTable clones(int number) {
    HostTools.require(List.of(plan.kernel()));
    GuestMachine machine = machine();
    Accelerator accelerator = Accelerator.best(plan.kernel());
    CloneTable table = new CloneTable(number, times);
    try (Hypervisor hypervisor = new Hypervisor(accelerator)) {
      UUID generation = UUID.randomUUID();
      Vm vm = times.time("boot", () -> warm(hypervisor, machine, generation));
      // What the original drew last before it was frozen, so that buffers are as warm as can be.
      vm.ask("draw");
      Snapshot snapshot = times.time("snapshot", () -> hypervisor.freeze(vm, machine, generation));
      for (List<String> drawn : inParallel(number, () -> cloneOf(hypervisor, snapshot))) {
        table.add(drawn);
      }
    }
    return table;
  }

  private GuestMachine machine() {
    return times.time(
        "image",
        () ->
            new GuestMachine(
                plan.kernel().bootImage(), new GuestImage(workshop).of(plan), plan.cpus()));
  }

  private static Vm warm(Hypervisor hypervisor, GuestMachine machine, UUID generation) {
    Vm vm = hypervisor.boot(machine, generation);
    vm.awaitWarm();
    return vm;
  }

  private List<String> cloneOf(Hypervisor hypervisor, Snapshot snapshot) {
    try (Vm vm = times.time("restore", () -> hypervisor.restore(snapshot, UUID.randomUUID()))) {
      vm.qmp().resume();
      times.time("settle", () -> settle(vm));
      return times.time("draw", () -> vm.ask("draw"));
    }
  }

  /** Waits for the agent's line; without an agent, until at least the kernel has reseeded. */
  private boolean settle(Vm vm) {
    String sign = plan.agent().isPresent() ? DETECTED : Vm.RESEEDED;
    if (!vm.awaitConsole(sign, TO_SETTLE)) {
      throw new LabTrouble("no \"" + sign + "\" on the clone's console:\n" + vm.console().tail());
    }
    return true;
  }

  private static <T> List<T> inParallel(int number, Callable<T> one) {
    ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < number; i++) {
        running.add(executor.submit(one));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : running) {
        results.add(result.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new LabTrouble("a clone failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabTrouble("interrupted among clones", e);
    } finally {
      executor.shutdownNow();
    }
  }
}
