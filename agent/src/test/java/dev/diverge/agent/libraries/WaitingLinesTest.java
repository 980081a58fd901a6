package dev.diverge.agent.libraries;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingLinesTest {

  private static final String FIRST = "a.First # first: com.example.one.AaType com.example.Shared";
  private static final String SECOND = "a.Second # second: com.example.Shared com.example.Tail";

  @Test
  void aTypeIsFoundByItsInternalName() {
    assertArrayEquals(
        new String[] {"first"}, names(lines(FIRST, SECOND), "com/example/one/AaType"));
    assertArrayEquals(new String[] {"second"}, names(lines(FIRST, SECOND), "com/example/Tail"));
  }

  @Test
  void aTypeOfTwoLinesIsFoundInBoth() {
    assertArrayEquals(
        new String[] {"first", "second"}, names(lines(FIRST, SECOND), "com/example/Shared"));
  }

  @Test
  void anotherNameOfTheSameHashIsNotFound() {
    assertEquals("com/example/one/AaType".hashCode(), "com/example/one/BBType".hashCode());
    assertNull(lines(FIRST).of("com/example/one/BBType"));
    assertNull(lines(FIRST).of("com/example/one/AaTypes"));
    assertNull(lines(FIRST).of("com/example/one/AaTyp"));
    assertNull(lines(FIRST).of(""));
  }

  @Test
  void nothingIsMadeBeforeItIsAskedFor() {
    WaitingLines lines = lines(FIRST, SECOND);
    assertEquals(List.of(), lines.made());
    LazyLibrary second = lines.of("com/example/Tail")[0];
    assertEquals(List.of(second), lines.made());
    assertEquals(List.of("first", "second"), lines.all().stream().map(LazyLibrary::name).toList());
    assertEquals(second, lines.all().get(1));
  }

  @Test
  void aTableThatIsTooFullIsRefused() {
    assertThrows(IllegalStateException.class, () -> lines("a.First # f: a b c d e f g h i j k l"));
  }

  private static String[] names(WaitingLines lines, String className) {
    return Arrays.stream(lines.of(className)).map(LazyLibrary::name).toArray(String[]::new);
  }

  private static WaitingLines lines(String... lines) {
    String text = String.join("\n", lines) + "\n";
    WaitingLines waiting = new WaitingLines(text.getBytes(StandardCharsets.US_ASCII));
    for (String line : lines) {
      int start = text.indexOf(line);
      assertEquals(start + line.length(), waiting.add(start, start + line.indexOf(": ") + 2));
    }
    return waiting;
  }
}
