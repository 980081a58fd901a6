package dev.diverge.testapps.shoplab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diverge.testlab.Comparison;
import dev.diverge.testlab.EmitterOutcome;
import dev.diverge.testlab.Outcome;
import dev.diverge.testlab.Verdict;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** What must be so of clones of the shop, and of the database's books after them. */
final class Audit {
  private Audit() {}

  /** All repeats in the control; nothing else, and every order is in the books once. */
  static void of(Comparison clones) throws SQLException {
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
