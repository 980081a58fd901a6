package dev.diverge.testapps.shoplab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diverge.testapps.vmlab.GuestPlan;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.Comparison;
import dev.diverge.testlab.ComparisonTable;
import dev.diverge.testlab.JavaHome;
import dev.diverge.testlab.Outcome;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Four clones of a VM with the shop in it. Takes minutes, and what the VM lab needs: {@code
 * -Ddiverge.vm=true -Ddiverge.slow=true}.
 */
@EnabledIfSystemProperty(named = "diverge.vm", matches = "true")
@EnabledIfSystemProperty(named = "diverge.slow", matches = "true")
class ShopVmTest {
  private static final int CLONES = 4;
  private static final String SOURCE = "kmsg";

  @Test
  void eachCloneIsAShopOfItsOwn() throws Exception {
    GuestPlan plan = ShopGuest.plan(JavaHome.forTests());
    ShopVmLab plain = new ShopVmLab(plan, "plain", CLONES);
    ShopVmLab guarded =
        new ShopVmLab(plan.withAgent(AgentJar.required().jar(), SOURCE), "guarded", CLONES);

    CompletableFuture<Outcome> control = CompletableFuture.supplyAsync(plain::run);
    Outcome guardedOutcome = guarded.run();
    Comparison clones = new Comparison(control.join(), guardedOutcome);
    System.out.println(ComparisonTable.of(CLONES + " VM clones of the shop", clones));
    System.out.println(guarded.times() + "\n" + guardedOutcome.stderr());

    Audit.of(clones);
    assertEquals(List.of(), guarded.refused());
    assertEquals(List.of(), Ledger.read().lost(guarded.receipts()));
    assertDistinct(guarded.receipts().stream().map(Receipt::number).toList());
    assertDistinct(guarded.receipts().stream().map(Receipt::trace).toList());
  }

  private static void assertDistinct(List<String> all) {
    assertEquals(all.size(), Set.copyOf(all).size());
  }
}
