package dev.diverge.testapps.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.Comparison;
import dev.diverge.testlab.ForkLab;
import dev.diverge.testlab.LabSize;
import dev.diverge.testlab.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twelve pieces of an application's own state: clones repeat all of them, with Diverge none. */
class OwnStateTest {

  @TempDir Path folder;

  @Test
  void repeatedByClonesButNotWithDiverge() throws Exception {
    Path rules = Files.writeString(folder.resolve("own.rules"), OwnState.RULES);
    Comparison comparison =
        Comparison.run(
            new ForkLab(new OwnState()).clones(LabSize.clones()),
            Optional.of(AgentJar.required().with("rules=" + rules).with("crac=on")));
    assertEquals(12, comparison.control().judged(Verdict.REPEATED).size(), "control");
    assertNotNull(comparison.guarded());
    assertEquals(List.of(), comparison.guarded().complaints(), comparison.guarded()::stderr);
    assertEquals(12, comparison.guarded().judged(Verdict.GOOD).size(), "with Diverge");
  }
}
