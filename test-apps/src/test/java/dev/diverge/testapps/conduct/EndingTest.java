package dev.diverge.testapps.conduct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.conduct.Child.Outcome;
import dev.diverge.testlab.GenerationPage;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JVM on its way out, however long that takes: the agent has nothing to say but of a clone. */
class EndingTest {

  @TempDir Path folder;
  private Path page;

  @BeforeEach
  void page() {
    page = folder.resolve("gen.page");
    GenerationPage.create(page);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit", "fall-off"})
  void nothingIsSaid(String how) throws Exception {
    assertEquals(new Outcome(0, "", ""), end(how));
  }

  @Test
  void aCloneIsHandledAllTheSame() throws Exception {
    Outcome outcome = end("cloned");
    assertEquals(0, outcome.status());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().startsWith("diverge: clone detected: epoch 1 (page), "));
  }

  @Test
  void theSameIsToldWhileTheJvmLives() throws Exception {
    Outcome outcome = end("before");
    assertEquals(0, outcome.status());
    assertTrue(outcome.err().contains("gen.page"), outcome.err());
  }

  private Outcome end(String how) throws Exception {
    return new Child(folder)
        .agent("source=page:gen.page,poll=20")
        .run(EndingApp.class, how, page.toString());
  }
}
