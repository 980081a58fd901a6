package dev.diverge.testapps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  @Test
  void knowsKeysAndFlags() {
    Arguments arguments = parse("--clones", "7", "--egd");
    assertEquals(7, arguments.count("--clones", 100));
    assertEquals(Optional.empty(), arguments.value("--jdk"));
    assertTrue(arguments.has("--egd"));
  }

  @Test
  void refusesTheRest() {
    assertThrows(IllegalArgumentException.class, () -> parse("--nothing"));
    assertThrows(IllegalArgumentException.class, () -> parse("--clones"));
    assertThrows(IllegalArgumentException.class, () -> parse("--clones", "0").count("--clones", 1));
  }

  private static Arguments parse(String... words) {
    return Arguments.parse(words, Set.of("--clones", "--jdk"), Set.of("--egd"));
  }
}
