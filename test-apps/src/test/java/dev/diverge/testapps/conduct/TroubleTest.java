package dev.diverge.testapps.conduct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.conduct.Child.Outcome;
import dev.diverge.testlab.GenerationPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the thread that notices a clone: its draw is fresh, and the epoch done. */
class TroubleTest {

  private static final String FINE = "fresh true, rule run true, confirmed true";

  @TempDir Path folder;
  private Path page = Path.of("page");
  private String options = "";

  @BeforeEach
  void lay() throws Exception {
    page = folder.resolve("gen.page");
    GenerationPage.create(page);
    Path rules =
        Files.writeString(folder.resolve("app.rules"), Trouble.class.getName() + "#node = fresh\n");
    options = "source=page:" + page + ",jmx=on,rules=" + rules;
  }

  @Test
  void itMayNotBlock() throws Exception {
    assertFine(child().flags("-XX:+AllowRedefinitionToAddDeleteMethods"), "blockhound", 4);
  }

  @Test
  void itHasLittleStackLeft() throws Exception {
    assertFine(child().flags("-Xint"), "stack", 10);
  }

  @Test
  void theHeapIsExhausted() throws Exception {
    Outcome outcome = run(child().flags("-Xmx48m", "-XX:+UseSerialGC"), "heap", 4);
    // The rule may find no memory for as long as it is tried; then it is named.
    for (String line : outcome.out().lines().toList()) {
      assertTrue(
          line.equals(FINE)
              || (line.equals(FINE.replace("run true", "run false"))
                  && outcome.err().contains("action")),
          line + "\n" + outcome.err());
    }
  }

  @Test
  void itIsInterrupted() throws Exception {
    assertFine(child(), "stopped", 4);
  }

  private Child child() {
    return new Child(folder).agent(options);
  }

  private void assertFine(Child child, String trouble, int clones) throws Exception {
    Outcome outcome = run(child, trouble, clones);
    assertEquals(Collections.nCopies(clones, FINE), outcome.out().lines().toList(), outcome.err());
  }

  private Outcome run(Child child, String trouble, int clones) throws Exception {
    Outcome outcome = child.run(Trouble.class, page.toString(), trouble);
    assertEquals(0, outcome.status(), outcome.err());
    List<String> detected =
        outcome.err().lines().filter(line -> line.contains("clone detected: epoch ")).toList();
    assertEquals(clones, detected.size(), outcome.err());
    assertTrue(detected.get(clones - 1).contains("epoch " + clones + " (page)"), outcome.err());
    return outcome;
  }
}
