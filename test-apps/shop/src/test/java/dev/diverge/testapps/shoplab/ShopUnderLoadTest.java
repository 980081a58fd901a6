package dev.diverge.testapps.shoplab;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.GenerationPage;
import dev.diverge.testlab.JavaHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transitions while customers order: nothing is lost, nothing doubled, and business goes on. */
class ShopUnderLoadTest {
  private static final int TRANSITIONS = 5;

  @TempDir Path folder;

  @Test
  void transitionsLoseNoOrder() throws Exception {
    GenerationPage page = GenerationPage.create(folder.resolve("page"));
    String agent = "-javaagent:" + AgentJar.required().jar() + "=source=page:" + page.file();
    try (ShopProcess shop = ShopProcess.start(JavaHome.forTests(), List.of(agent), folder)) {
      List<Receipt> receipts = ordersAcrossTransitions(shop, page);

      String said = shop.said();
      assertEquals(TRANSITIONS, said.split("diverge: clone detected", -1).length - 1, said);
      Ledger ledger = Ledger.read();
      assertEquals(List.of(), ledger.lost(receipts));
      assertEquals(List.of(), ledger.doubled());
      assertEquals(0, ledger.repeatedNumbers());
    }
  }

  private static List<Receipt> ordersAcrossTransitions(ShopProcess shop, GenerationPage page) {
    Load ended;
    try (Load load = Load.of(4, "load", shop.port())) {
      for (int generation = 1; generation <= TRANSITIONS; generation++) {
        awaitMoreOrders(load);
        page.write(generation + 1L);
      }
      awaitMoreOrders(load);
      ended = load;
    }
    return ended.receipts();
  }

  private static void awaitMoreOrders(Load load) {
    int before = load.receipts().size();
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> load.receipts().size() >= before + 40);
  }
}
