package dev.diverge.testapps.shoplab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diverge.testapps.forklab.AgentJar;
import dev.diverge.testapps.forklab.Comparison;
import dev.diverge.testapps.forklab.ComparisonTable;
import dev.diverge.testapps.forklab.EmitterOutcome;
import dev.diverge.testapps.forklab.ForkLab;
import dev.diverge.testapps.forklab.Outcome;
import dev.diverge.testapps.forklab.Verdict;
import dev.diverge.testapps.servers.Postgres;
import dev.diverge.testapps.servers.Redis;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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

    for (EmitterOutcome emitter : clones.control().emitters()) {
      assertEquals(trouble(emitter.name()), emitter.verdict(), emitter.name());
    }
    Outcome guarded = Objects.requireNonNull(clones.guarded());
    assertEquals(List.of(), guarded.complaints(), guarded.stderr());
    assertEachIsInTheBooksOnce(guarded.emitter(ShopEmitters.ORDER));
  }

  /** The database refuses a key that it has, and the order with it. */
  private static Verdict trouble(String emitter) {
    return emitter.equals(ShopEmitters.ORDER) ? Verdict.FAILED : Verdict.REPEATED;
  }

  private static void assertEachIsInTheBooksOnce(EmitterOutcome orders) throws SQLException {
    Ledger ledger = Ledger.read();
    List<String> booked = ledger.rows().stream().map(row -> row.id() + " " + row.number()).toList();
    for (List<String> placed : orders.drawnByClones()) {
      assertEquals(List.of(), placed.stream().filter(one -> !booked.contains(one)).toList());
    }
    assertEquals(List.of(), ledger.doubled());
  }
}
