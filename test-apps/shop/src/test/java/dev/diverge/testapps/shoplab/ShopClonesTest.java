package dev.diverge.testapps.shoplab;

import dev.diverge.testapps.servers.Postgres;
import dev.diverge.testapps.servers.Redis;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.Comparison;
import dev.diverge.testlab.ComparisonTable;
import dev.diverge.testlab.ForkLab;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Four clones of the shop, open for business: what they give to their customers. */
class ShopClonesTest {
  private static final int CLONES = 4;

  /** No collection may come in a clone; and interpreted, half of a start would be verification. */
  private static final String[] FLAGS = {
    ForkLab.EGD,
    "-Xms768m",
    "-Xmx768m",
    "-Xmn512m",
    "-XX:+UnlockDiagnosticVMOptions",
    "-XX:-BytecodeVerificationRemote"
  };

  @Test
  void eachCloneIsAShopOfItsOwn() throws Exception {
    ForkLab lab =
        new ForkLab(new ShopEmitters(Postgres.url(), Redis.port()))
            .jvmFlags(FLAGS)
            .clones(CLONES)
            .slowClones(CLONES)
            .within(Duration.ofMinutes(8));
    AgentJar agent = AgentJar.required().with("sockets=abort-all");
    Comparison clones = Comparison.run(lab, Optional.of(agent));
    System.out.println(ComparisonTable.of(CLONES + " clones of the shop", clones));

    Audit.of(clones);
  }
}
