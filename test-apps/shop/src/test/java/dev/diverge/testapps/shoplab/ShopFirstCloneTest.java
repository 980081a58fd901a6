package dev.diverge.testapps.shoplab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.JavaHome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At the first clone of a service of many libraries, too, no class of the agent's is loaded. */
class ShopFirstCloneTest {
  private static final int ORDERS = 20;

  @Test
  void noClassOfOursIsLoadedFromTheCloneToTheConfirmation(@TempDir Path folder) throws Exception {
    ShopClones shop =
        ShopClones.of(JavaHome.forTests(), AgentJar.required().jar(), true, 1, ORDERS, folder);
    assertTrue(shop.errors().contains("clone detected: epoch 1 (page), "), shop.errors());
    List<String> log = shop.classes();
    int raised = log.indexOf(ClonedShop.RAISED);
    int drawn = log.indexOf(ClonedShop.DRAWN);
    assertTrue(raised > 0 && raised < drawn, log.toString());
    List<String> ours =
        log.subList(raised, drawn).stream()
            .filter(line -> line.contains(" dev.diverge.") && !line.contains(".testapps."))
            .toList();
    assertEquals(List.of(), ours);
  }
}
