package dev.diverge.agent.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.agent.libraries.Integrations;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of a class that is not guarded is what is wrong with it. */
class HooksTest {

  private final Hooks hooks = new Hooks(new Integrations());

  @Test
  void whatFailedIsSaidAsItIs() {
    hooks.became("java/util/Random", Hooks.MarkPlace.ABSENT, "java.lang.StackOverflowError");
    assertEquals(
        List.of("java.util.Random is not guarded: java.lang.StackOverflowError"), hooks.troubles());
  }

  @Test
  void aClassThatIsWhollyGuardedIsNoTrouble() {
    hooks.became("java/util/Random", Hooks.MarkPlace.FIELD, null);
    assertTrue(hooks.troubles().isEmpty());
    hooks.became("java/util/Random", Hooks.MarkPlace.FIELD, "this JDK's class lacks [next]");
    assertEquals(
        List.of("java.util.Random is guarded in part: this JDK's class lacks [next]"),
        hooks.troubles());
  }
}
