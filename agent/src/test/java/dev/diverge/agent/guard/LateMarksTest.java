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
    marks.accept(one, new int[] {5, 1, 0});
    assertEquals(5, get(one, 0));
    assertEquals(0, get(other, 0));
  }

  @Test
  void theUnsetMarkTakesNoRoom() {
    Object instance = new Object();
    marks.accept(instance, new int[] {5, 1, 1});
    marks.accept(instance, new int[] {1, 1, 1});
    assertEquals(7, get(instance, 7));
  }

  private int get(Object instance, int unset) {
    int[] mark = {unset, 0};
    marks.accept(instance, mark);
    return mark[0];
  }
}
