package dev.diverge.testlab;

import static dev.diverge.testlab.Clones.clones;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The one-line form in which an integration is tested. */
class ClonesTest {
  @Test
  void aLineIsEnough() {
    clones("UUID", () -> UUID.randomUUID());
  }

  @Test
  void soItIsWithState() {
    clones("SplittableRandom", SplittableRandom::new, SplittableRandom::nextLong);
  }

  @Test
  void whatDoesNotRepeatWithoutTheAgentShowsNothing() {
    assertThrows(AssertionError.class, () -> clones("clock", () -> System.nanoTime()));
  }
}
