package dev.diverge.testapps.vmlab;

import dev.diverge.testapps.vmlab.Hypervisor.GuestMachine;
import dev.diverge.testapps.vmlab.Hypervisor.Snapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Counts the pages that a clone's first transition is the first to touch, where none of its memory
 * is there yet: each such page has to be got from the snapshot. All clones are of one snapshot and
 * keep its generation, so that what wakes a VM up is over before the count begins; then one has its
 * generation changed and draws, one draws without that, and one is left alone.
 */
public final class ColdLab {
  private static final String PAGE = "/run/generation";

  /** With the usual young generation of 2 MB, a collection falls into a transition by chance. */
  private static final String ROOM = "-Xmn64m";

  private final Workshop workshop;
  private final GuestPlan plan;

  public ColdLab(Workshop workshop, GuestPlan plan, Path agent) {
    this.workshop = workshop;
    this.plan =
        plan.withWork(GuestWork.running(GuestSleeper.class, List.of(GuestImage.TALK, PAGE)))
            .withJvmOptions(Stream.concat(Stream.of(ROOM), plan.jvmOptions().stream()).toList())
            .withAgentOn(agent, PAGE);
  }

  /** So many clones of each arm, by turns. */
  public ColdTable count(int clones) {
    HostTools.require(List.of(plan.kernel()));
    GuestMachine machine =
        new GuestMachine(
            plan.kernel().bootImage(), new GuestImage(workshop).of(plan), plan.hardware());
    Emulator emulator = Emulator.of(plan.kernel()).preloading(PageAFault.library(workshop));
    try (Hypervisor hypervisor = new Hypervisor(plan.kernel(), emulator)) {
      UUID generation = UUID.randomUUID();
      Vm original = hypervisor.boot(machine, generation);
      original.awaitWarm();
      original.ask(GuestSleeper.NO_CHANGE);
      Snapshot snapshot = hypervisor.freeze(original, machine, generation);
      ColdTable table = new ColdTable();
      for (int i = 0; i < clones; i++) {
        for (ColdArm arm : ColdArm.values()) {
          table.add(arm, visit(hypervisor, snapshot, arm));
        }
      }
      return table;
    }
  }

  private static ColdVisit visit(Hypervisor hypervisor, Snapshot snapshot, ColdArm arm) {
    try (Vm vm = hypervisor.restore(snapshot, snapshot.generation())) {
      vm.qmp().resume();
      return ColdVisit.of(vm, snapshot.memory(), arm);
    }
  }
}
