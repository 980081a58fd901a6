package dev.diverge.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SecondTest {

  private static final String LINE =
      "diverge: the agent is already in this JVM: the second -javaagent or attach is ignored";

  @Test
  void withoutOptionsNothingIsLost() {
    assertEquals(LINE, Second.line(null));
    assertEquals(LINE, Second.line(""));
  }

  @Test
  void whatIsLostIsNamedAndItsValueIsNot() {
    assertEquals(
        LINE + ", and with it its source, integration.hutool: give the first one all options",
        Second.line("source=page:/secret,integration.hutool=off"));
  }

  @Test
  void aLineCannotBeForged() {
    assertEquals(LINE, Second.line("a\ndiverge: clone=1,=2,\u001b[2J=3"));
  }
}
