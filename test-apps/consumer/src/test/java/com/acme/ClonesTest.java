package com.acme;

import static dev.diverge.testlab.Clones.clones;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The test library, as published. */
class ClonesTest {

  @Test
  void clonesNameThemselvesOtherwise() {
    clones("uuid", () -> UUID.randomUUID().toString());
  }
}
