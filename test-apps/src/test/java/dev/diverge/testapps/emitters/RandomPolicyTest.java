package dev.diverge.testapps.emitters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.EmitterOutcome;
import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.ForkLab;
import dev.diverge.testlab.Outcome;
import dev.diverge.testlab.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The options that say what becomes of generators whose owners may have had a mind of their own.
 */
class RandomPolicyTest {
  private static final List<String> SEEDED_SHA1PRNG =
      List.of(
          "SHA1PRNG, seeded by the user first", "SHA1PRNG, seeded by the user and not yet drawn");
  private static final String SEEDABLE = "third-party SPI";
  private static final String GAUSSIAN = "third-party SPI, nextGaussian";
  private static final String UNSEEDABLE = "third-party SPI that ignores setSeed";

  @Test
  void aSha1PrngThatTheUserSeededDiffersByDefault() {
    assertEquals(List.of(), repeated(new Sha1PrngEmitters(), "seeded-sha1prng=reseed"));
  }

  @Test
  void aSha1PrngThatTheUserSeededMayKeepItsSequence() {
    assertEquals(SEEDED_SHA1PRNG, repeated(new Sha1PrngEmitters(), "seeded-sha1prng=keep"));
  }

  @Test
  void freshBytesAreMixedIntoWhatEveryEngineGives() {
    assertEquals(List.of(), repeated(new ThirdPartyEmitters(), "third-party-random=mix"));
  }

  @Test
  void anEngineThatIgnoresItsSeedIsOutOfReachOfAReseed() {
    assertEquals(
        List.of(UNSEEDABLE), repeated(new ThirdPartyEmitters(), "third-party-random=reseed"));
  }

  @Test
  void anotherProvidersEnginesMayBeLeftAlone() {
    List<String> repeated = repeated(new ThirdPartyEmitters(), "third-party-random=keep");
    assertEquals(List.of(SEEDABLE, UNSEEDABLE, GAUSSIAN), repeated);
  }

  private static List<String> repeated(EmitterSet emitters, String option) {
    Outcome outcome =
        new ForkLab(emitters).clones(5).protectedBy(AgentJar.required().with(option)).run();
    assertEquals(List.of(), outcome.deadClones());
    assertEquals(List.of(), outcome.judged(Verdict.CHANGED));
    assertEquals(List.of(), outcome.judged(Verdict.FAILED));
    return outcome.judged(Verdict.REPEATED).stream().map(EmitterOutcome::name).toList();
  }
}
