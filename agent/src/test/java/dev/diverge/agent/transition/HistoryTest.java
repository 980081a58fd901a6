package dev.diverge.agent.transition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {

  @Test
  void aDrillIsNoClone() {
    History history = new History();
    history.add(passage(1, TransitionRecord.DRILL));
    assertNull(history.lastClone());
    TransitionRecord clone = passage(2, "page");
    history.add(clone);
    for (int epoch = 3; epoch < 100; epoch++) {
      history.add(passage(epoch, TransitionRecord.DRILL));
    }
    assertEquals(clone, history.lastClone(), "however many drills there were since");
  }

  private static TransitionRecord passage(long epoch, String by) {
    return new TransitionRecord(epoch, by, 0, 0, List.of(), List.of(), 0);
  }
}
