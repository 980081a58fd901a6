package dev.diverge.agent.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.integrations.Library;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  private static final Path FILE = Path.of("../docs/supported.md");

  /** A stale file is written anew, so that there is nothing to do but to look at it and commit. */
  @Test
  void theFileSaysWhatTheIntegrationsSay() throws Exception {
    String before = Files.exists(FILE) ? Files.readString(FILE) : "";
    String now = Catalogue.text();
    if (!before.equals(now)) {
      Files.writeString(FILE, now);
    }
    assertEquals(before, now, FILE + " was stale; it is written anew: commit it");
  }

  @Test
  void everyIntegrationSaysEnough() throws Exception {
    Set<String> names = new HashSet<>();
    for (Library library : Catalogue.libraries()) {
      assertTrue(names.add(library.name()), library.name() + " is the name of two");
      assertFalse(library.state().isEmpty(), library.name() + " does not say what its state is");
      assertFalse(
          library.reset().isEmpty() && library.uncovered().isEmpty(),
          library.name() + " says neither how it is reset nor what to do about it");
    }
    assertTrue(names.containsAll(Catalogue.COMMON), "the commonest are to be there");
  }
}
