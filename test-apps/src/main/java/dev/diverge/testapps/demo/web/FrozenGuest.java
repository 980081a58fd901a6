package dev.diverge.testapps.demo.web;

import dev.diverge.testapps.vmlab.FrozenVm;
import dev.diverge.testapps.vmlab.GuestApp;
import dev.diverge.testapps.vmlab.GuestPlan;
import dev.diverge.testapps.vmlab.Stopwatch;
import dev.diverge.testapps.vmlab.Workshop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The service in a VM that was frozen. A clone serves one customer and is gone. */
final class FrozenGuest implements Frozen {
  private final List<String> emitters = new ArrayList<>();
  private final FrozenVm frozen;
  private int thawed;

  FrozenGuest(Workshop workshop, GuestPlan plan) {
    frozen =
        FrozenVm.of(
            workshop,
            plan,
            new Stopwatch(),
            vm -> {
              vm.awaitWarm();
              emitters.addAll(vm.ask(GuestApp.FREEZE));
            });
  }

  @Override
  public boolean hasMore() {
    return true;
  }

  @Override
  public Visit thaw() throws IOException {
    thawed++;
    int clone = thawed;
    return Visit.read(
        clone, emitters, frozen.inClone(vm -> vm.ask(GuestApp.CLONE + " " + (clone - 1))));
  }

  @Override
  public boolean staysAwake() {
    return false;
  }

  @Override
  public Visit ask(int clone) {
    throw new UnsupportedOperationException("it is gone");
  }

  @Override
  public void close() {
    frozen.close();
  }
}
