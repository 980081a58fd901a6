package dev.diverge.agent.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LateMarksTest {

  private final LateMarks marks = new LateMarks();

  @Test
  void anInstanceThatWasNeverMarkedHasTheUnsetMark() {
    assertEquals(1, get(new Object(), 1));
    assertEquals(0, get(new Object(), 0));
  }

  @Test
  void marksGoByIdentity() {
    String one = new String("same");
    String other = new String("same");
    marks.accept(one, 5);
    assertEquals(5, get(one, 0));
    assertEquals(0, get(other, 0));
  }

  @Test
  void whatHasNoMarkTakesNoRoom() {
    Object instance = new Object();
    marks.accept(instance, 5);
    marks.accept(instance, null);
    assertEquals(7, get(instance, 7));
  }

  private int get(Object instance, int unset) {
    return marks.apply(instance, unset);
  }
}
