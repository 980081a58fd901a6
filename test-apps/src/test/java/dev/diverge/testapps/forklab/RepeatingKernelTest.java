package dev.diverge.testapps.forklab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.diverge.testapps.emitters.FirstUseEmitters;
import dev.diverge.testapps.emitters.JdkEmitters;
import dev.diverge.testapps.emitters.SerialisedEmitters;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.Comparison;
import dev.diverge.testlab.EmitterOutcome;
import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.ForkLab;
import dev.diverge.testlab.LabSize;
import dev.diverge.testlab.Outcome;
import dev.diverge.testlab.RepeatingKernel;
import dev.diverge.testlab.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Clones of a machine whose kernel has not reseeded: of what it gives, each gets the same. {@code
 * -Ddiverge.clones=1000} for the figures.
 */
class RepeatingKernelTest {
  /** What had its seed from the kernel and from nothing else; a control without is no control. */
  private static final Set<String> FROM_THE_KERNEL =
      Set.of(
          "UUID.randomUUID",
          "SecureRandom",
          "getInstanceStrong",
          "SecureRandom.getSeed",
          "NativePRNG",
          "NativePRNGBlocking",
          "NativePRNGNonBlocking",
          "NativePRNG.generateSeed",
          "NativePRNGBlocking.generateSeed",
          "NativePRNGNonBlocking.generateSeed",
          "SHA1PRNG.generateSeed",
          "DRBG.generateSeed",
          "DRBG with prediction resistance",
          "DRBG, a draw with prediction resistance",
          "DRBG, reseeded with prediction resistance",
          "DRBG, seeded by the user first",
          "third-party SPI",
          "third-party SPI.generateSeed",
          "AES key",
          "TLS ClientHello random");

  private static final Set<String> SEEDED_BY_IT =
      Set.of("SplittableRandom", "RandomGenerator.getDefault");

  @BeforeEach
  void needsACompiler() {
    assumeTrue(RepeatingKernel.canBeMade(), "no gcc on the PATH, to make the kernel repeat with");
  }

  @Test
  void noCloneRepeatsAnotherInItsFirstDraws() {
    check(lab(new FirstUseEmitters(), 4), FROM_THE_KERNEL);
  }

  @Test
  void norWhereRandomsAreSeededFromTheKernel() {
    check(
        lab(new FirstUseEmitters(), 4).jvmFlags("-Djava.util.secureRandomSeed=true", ForkLab.EGD),
        SEEDED_BY_IT);
  }

  @Test
  void norDoesAnyOtherEmitter() {
    check(lab(new JdkEmitters(), 5), Set.of("SecureRandom", "Random", "UUID.randomUUID"));
  }

  @Test
  void norAGeneratorThatWentThroughAStream() {
    check(
        lab(new SerialisedEmitters(), 5),
        Set.of(
            "Random",
            "Random, read in the clone",
            "SHA1PRNG, read in the clone",
            "SHA1PRNG, its second Gaussian"));
  }

  /** {@code -Ddiverge.slow=true -Ddiverge.clones=1000} for the figures in docs/benchmarks.md. */
  @Test
  void norDoHundredsOfClonesOneAfterTheOther() {
    assumeTrue(Boolean.getBoolean("diverge.slow"), "takes minutes");
    check(lab(new FirstUseEmitters(), 200).serial(), FROM_THE_KERNEL);
    check(lab(new JdkEmitters(), 200).serial(), Set.of("SecureRandom", "Random"));
  }

  private static ForkLab lab(EmitterSet emitters, int clones) {
    return new ForkLab(emitters).kernelRepeats().clones(LabSize.clones(clones));
  }

  private static void check(ForkLab lab, Set<String> repeatedWithout) {
    Comparison comparison = Comparison.run(lab, Optional.of(AgentJar.required()));
    Set<String> missing = new HashSet<>(repeatedWithout);
    for (EmitterOutcome emitter : comparison.control().judged(Verdict.REPEATED)) {
      missing.remove(emitter.name());
    }
    assertEquals(Set.of(), missing, "the control should have repeated these");
    Outcome guarded = Objects.requireNonNull(comparison.guarded());
    assertEquals(List.of(), guarded.complaints(), guarded::stderr);
  }
}
