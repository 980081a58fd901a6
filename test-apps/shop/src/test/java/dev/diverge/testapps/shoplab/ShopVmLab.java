package dev.diverge.testapps.shoplab;

import static org.awaitility.Awaitility.await;

import dev.diverge.testapps.vmlab.FrozenVm;
import dev.diverge.testapps.vmlab.GuestPlan;
import dev.diverge.testapps.vmlab.Stopwatch;
import dev.diverge.testapps.vmlab.Vm;
import dev.diverge.testapps.vmlab.Workshop;
import dev.diverge.testlab.Outcome;
import dev.diverge.testlab.OutcomeReader;
import dev.diverge.testlab.RecordLog;
import dev.diverge.testlab.WarmEmitters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Clones a VM with the shop in it and sends customers to each clone, one clone after the other. */
final class ShopVmLab {
  private static final Duration TO_OPEN = Duration.ofMinutes(10);
  private static final Duration TO_SELL = Duration.ofMinutes(2);
  private static final int CROWD = 4;
  private static final int SALES = 20;

  private final GuestPlan plan;
  private final String name;
  private final int clones;
  private final Stopwatch times = new Stopwatch();
  private final List<String> records = new ArrayList<>();
  private final List<Receipt> receipts = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final StringBuilder said = new StringBuilder();
  private @Nullable Visits visits;
  private @Nullable WarmEmitters warm;

  /** Its name is what every customer's wish begins with. */
  ShopVmLab(GuestPlan plan, String name, int clones) {
    this.plan = plan;
    this.name = name;
    this.clones = clones;
  }

  /** What the shops gave to single customers. */
  Outcome run() {
    try (FrozenVm shop = FrozenVm.of(Workshop.standard(), plan, times, this::open)) {
      for (int i = 0; i < clones; i++) {
        int clone = i;
        Load crowd = shop.inClone(vm -> visit(vm, clone));
        receipts.addAll(crowd.receipts());
        refused.addAll(crowd.refused());
        refused.addAll(crowd.unknown());
      }
      return OutcomeReader.read(records, said.toString());
    }
  }

  /** What customers were told of their orders who came to a clone many at once. */
  List<Receipt> receipts() {
    return receipts;
  }

  /** And what those were told whose orders were not taken, or of whose nobody knows. */
  List<String> refused() {
    return refused;
  }

  /** How long each kind of step took. */
  Stopwatch times() {
    return times;
  }

  private void open(Vm vm) {
    await().atMost(TO_OPEN).ignoreExceptions().until(() -> new Regulars(1, vm.port()) != null);
    Visits first = new Visits(vm.port(), name, clones);
    try {
      warm = new WarmEmitters(first, new RecordLog(records::add));
    } catch (Exception e) {
      throw new IllegalStateException("no customer got in", e);
    }
    visits = first;
    said.append(vm.said());
  }

  private Load visit(Vm vm, int clone) {
    Objects.requireNonNull(visits).goTo(vm.port());
    Objects.requireNonNull(warm).drawInClone(1, clone, true);
    Load crowd = crowd(vm, clone);
    said.append(vm.said());
    return crowd;
  }

  private Load crowd(Vm vm, int clone) {
    Load ended;
    try (Load load = Load.of(CROWD, name + "-clone" + clone, vm.port())) {
      await().atMost(TO_SELL).until(() -> load.receipts().size() + load.refused().size() >= SALES);
      ended = load;
    }
    return ended;
  }
}
