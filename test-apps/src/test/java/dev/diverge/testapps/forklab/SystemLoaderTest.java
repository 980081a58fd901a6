package dev.diverge.testapps.forklab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.emitters.RandomGeneratorEmitters;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.Comparison;
import dev.diverge.testlab.EmitterOutcome;
import dev.diverge.testlab.ForkLab;
import dev.diverge.testlab.Outcome;
import dev.diverge.testlab.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * JDK 17 has most of its generators in a module of the application's loader, which is another one
 * than the system class loader that an application may bring.
 */
class SystemLoaderTest {

  @Test
  void noGeneratorIsMissed() {
    ForkLab lab = new ForkLab(new RandomGeneratorEmitters()).clones(3).jvmFlags(SystemLoader.FLAG);
    Comparison comparison = Comparison.run(lab, Optional.of(AgentJar.required()));
    List<String> repeated =
        comparison.control().judged(Verdict.REPEATED).stream().map(EmitterOutcome::name).toList();
    assertTrue(repeated.contains("generator L64X128MixRandom"), repeated.toString());
    assertTrue(repeated.contains("generator L64X128MixRandom's child"), repeated.toString());
    Outcome guarded = Objects.requireNonNull(comparison.guarded());
    assertEquals(List.of(), guarded.complaints(), guarded::stderr);
  }
}
