package dev.diverge.agent.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class LineThrottleTest {

  private static final long SECOND = 1_000_000_000;

  @Test
  void theFirstThenHowManyThenTheLast() {
    LineThrottle thick = new LineThrottle(2, 1, 0);
    assertEquals("a", thick.offer("a", 0));
    assertEquals("b", thick.offer("b", 0));
    assertNull(thick.offer("c", 0));
    assertNull(thick.offer("d", 0));
    assertNull(thick.rest(SECOND / 2));
    assertEquals("e (and 2 more lines before it)", thick.offer("e", SECOND));
    assertNull(thick.rest(3 * SECOND));
    assertEquals("f", thick.offer("f", 3 * SECOND));
    assertEquals("g", thick.offer("g", 3 * SECOND));
    assertNull(thick.offer("h", 3 * SECOND));
    assertNull(thick.offer("i", 3 * SECOND));
    assertEquals("i (and 1 more lines before it)", thick.rest(4 * SECOND));
    assertNull(thick.rest(5 * SECOND));
  }

  @Test
  void whatIsSeldomIsSaid() {
    LineThrottle thick = new LineThrottle(1, 4, 0);
    for (int i = 1; i < 100; i++) {
      assertEquals("a", thick.offer("a", i * SECOND / 4));
    }
  }
}
