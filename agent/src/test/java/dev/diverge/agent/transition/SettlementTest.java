package dev.diverge.agent.transition;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.agent.contract.GuardLayout;
import dev.diverge.agent.guard.GuardCell;
import dev.diverge.driver.Generation;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for what, and for how long. */
@Timeout(60)
class SettlementTest {

  private final GuardCell cell = new GuardCell();
  private final Settlement settlement = new Settlement(cell);
  private final Generation generation = Generation.open(List.of(), new Rehearsal.Deaf());

  @BeforeEach
  void anEpochBegins() {
    assertTrue(cell.isDone(GuardLayout.SETTLED));
    generation.advance("test");
    cell.epoch(generation);
    assertFalse(cell.isDone(GuardLayout.SETTLED));
  }

  @Test
  void aConnectionWaitsForConnectionsAlone() throws Exception {
    Waiting connecting = new Waiting(GuardLayout.SETTLED);
    Waiting borrowing = new Waiting(GuardLayout.EMPTIED);
    settlement.settle(1);
    connecting.join();
    assertTrue(connecting.saw.get());
    assertFalse(cell.isDone(GuardLayout.EMPTIED));
    settlement.end(1);
    borrowing.join();
    assertTrue(borrowing.saw.get());
  }

  @Test
  void whoRunsTheResetsDoesNotWaitForHimself() {
    settlement.begin();
    settlement.accept(GuardLayout.SETTLED);
    assertFalse(cell.isDone(GuardLayout.SETTLED), "nor does he give up for others");
  }

  /** Whoever ran them may be gone. */
  @Test
  void nobodyWaitsForEver() {
    settlement.accept(GuardLayout.SETTLED);
    assertTrue(cell.isDone(GuardLayout.SETTLED), "given up, for all");
    assertFalse(cell.isDone(GuardLayout.EMPTIED), "and for these alone");
  }

  @Test
  void theNextEpochIsWaitedForAnew() {
    settlement.end(1);
    settlement.accept(GuardLayout.EMPTIED);
    generation.advance("test");
    cell.epoch(generation);
    assertFalse(cell.isDone(GuardLayout.EMPTIED));
  }

  @Test
  void anInterruptIsKeptForWhomItWasMeant() {
    Thread.currentThread().interrupt();
    settlement.accept(GuardLayout.SETTLED);
    assertTrue(Thread.interrupted());
    assertTrue(cell.isDone(GuardLayout.SETTLED));
  }

  private final class Waiting extends Thread {

    private final int which;
    private final AtomicBoolean saw = new AtomicBoolean();

    Waiting(int which) {
      this.which = which;
      start();
    }

    @Override
    public void run() {
      settlement.accept(which);
      saw.set(cell.isDone(which));
    }
  }
}
