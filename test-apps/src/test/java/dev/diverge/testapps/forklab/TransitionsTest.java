package dev.diverge.testapps.forklab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.diverge.testapps.emitters.JdkEmitters;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.EmitterOutcome;
import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.ForkLab;
import dev.diverge.testlab.JavaHome;
import dev.diverge.testlab.Outcome;
import dev.diverge.testlab.Verdict;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Clones of clones, an agent that comes late, and clones made on a virtual thread. */
class TransitionsTest {
  private static final int GENERATIONS = 3;

  /** Instances older than the agent, which cannot be told from seeded ones. */
  private static final Pattern OUT_OF_REACH_WHEN_LATE =
      Pattern.compile(
          "(subclass of )?Random\\b.*|SplittableRandom\\b.*|RandomGenerator\\.getDefault"
              + "|generator .*");

  private final ForkLab lab = new ForkLab(new JdkEmitters()).jvmFlags(ForkLab.EGD).clones(6);

  @Test
  void clonesOfClonesDiffer() {
    Outcome outcome = guarded().generations(GENERATIONS).run();
    assertNoComplaints(outcome);
    assertEquals(GENERATIONS * 6, outcome.emitter("UUID.randomUUID").distinct());
  }

  @Test
  void clonesDifferUnderAnAgentThatCameLate() {
    Outcome outcome = guarded().attachLate().run();
    assertEquals(List.of(), outcome.deadClones());
    assertEquals(List.of(), outcome.judged(Verdict.CHANGED));
    assertEquals(List.of(), outcome.judged(Verdict.FAILED));
    List<String> repeated =
        outcome.judged(Verdict.REPEATED).stream()
            .map(EmitterOutcome::name)
            .filter(name -> !OUT_OF_REACH_WHEN_LATE.matcher(name).matches())
            .toList();
    assertEquals(List.of(), repeated, outcome::stderr);
  }

  @Test
  void gaussiansLeftOverBeforeAnAgentThatCameLateDiffer() {
    EmitterSet older =
        emitters -> {
          emitters.add(
              "ThreadLocalRandom",
              () -> new LeavesGaussian(ThreadLocalRandom.current()),
              LeavesGaussian::draw);
          emitters.add(
              "SecureRandom", () -> new LeavesGaussian(new SecureRandom()), LeavesGaussian::draw);
        };
    ForkLab gaussians = new ForkLab(older).jvmFlags(ForkLab.EGD).clones(6);
    Outcome control = gaussians.run();
    assertEquals(1, control.emitter("ThreadLocalRandom").distinct());
    assertEquals(1, control.emitter("SecureRandom").distinct());
    assertNoComplaints(gaussians.protectedBy(AgentJar.required()).attachLate().run());
  }

  @Test
  void generatorsYoungerThanAnAgentThatCameLateDiffer() {
    EmitterSet younger =
        emitters -> {
          emitters.add("Random", () -> new MadeUnderTheAgent(Random::new), MadeUnderTheAgent::draw);
          emitters.add(
              "SplittableRandom",
              () -> new MadeUnderTheAgent(SplittableRandom::new),
              MadeUnderTheAgent::draw);
          emitters.add(
              "RandomGenerator.getDefault",
              () -> new MadeUnderTheAgent(RandomGenerator::getDefault),
              MadeUnderTheAgent::draw);
        };
    assertNoComplaints(
        new ForkLab(younger).clones(6).protectedBy(AgentJar.required()).attachLate().run());
  }

  @Test
  void clonesMadeOnAVirtualThreadDiffer() {
    assumeTrue(JavaHome.forTests().feature() >= 21, "this JDK has no virtual threads");
    Outcome control = lab.onVirtualThread().run();
    assertEquals(1, control.emitter("ThreadLocalRandom").distinct());
    assertNoComplaints(guarded().onVirtualThread().run());
  }

  private ForkLab guarded() {
    return lab.protectedBy(AgentJar.required());
  }

  private static void assertNoComplaints(Outcome outcome) {
    List<String> complaints = outcome.complaints();
    assertTrue(complaints.isEmpty(), () -> String.join("\n", complaints) + "\n" + outcome.stderr());
  }

  /** Two Gaussians are made at a time: after an odd number of draws one is left for the clones. */
  private static final class LeavesGaussian {
    private final RandomGenerator generator;
    private boolean odd;

    LeavesGaussian(RandomGenerator generator) {
      this.generator = generator;
    }

    double draw() {
      if (!odd) {
        odd = true;
        generator.nextGaussian();
      }
      return generator.nextGaussian();
    }
  }

  /** Draws from a generator that is replaced after the first warm-up, which is before the agent. */
  private static final class MadeUnderTheAgent {
    private static final int FIRST_WARM_UP = 3;

    private final Supplier<RandomGenerator> make;
    private RandomGenerator generator;
    private int drawn;

    MadeUnderTheAgent(Supplier<RandomGenerator> make) {
      this.make = make;
      generator = make.get();
    }

    long draw() {
      if (drawn++ == FIRST_WARM_UP) {
        generator = make.get();
      }
      return generator.nextLong();
    }
  }
}
