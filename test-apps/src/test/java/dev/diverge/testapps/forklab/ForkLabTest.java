package dev.diverge.testapps.forklab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testlab.EmitterOutcome;
import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.ForkLab;
import dev.diverge.testlab.LabFailure;
import dev.diverge.testlab.Outcome;
import dev.diverge.testlab.Verdict;
import dev.diverge.testlab.fork.Libc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What the lab says of clones that nobody protects, and of those that go wrong. */
class ForkLabTest {
  private static final int CLONES = 4;

  @Test
  void clonesOfOneGeneratorRepeatItsValues() {
    EmitterOutcome random = run(EmitterSet.of("random", Random::new, Random::nextLong));
    assertEquals(Verdict.REPEATED, random.verdict());
    assertEquals(1, random.distinct());
    assertEquals(CLONES, random.clones());
    // Three places, at each of which the clones repeat the original.
    assertEquals(3 * CLONES, random.repeats());
  }

  @Test
  void valuesThatNobodySharesAreGood() {
    EmitterOutcome device =
        run(
            EmitterSet.of(
                "device", () -> Files.newInputStream(Path.of("/dev/urandom")).readNBytes(16)));
    assertEquals(Verdict.GOOD, device.verdict());
    assertEquals(CLONES, device.distinct());
  }

  @Test
  void aValueThatOnlyTheOriginalDrewIsARepeatToo() {
    EmitterOutcome emitter =
        run(
            EmitterSet.of(
                "late", ForkLabTest::process, original -> isClone(original) ? 7 : "original"));
    assertEquals(Verdict.REPEATED, emitter.verdict());
  }

  @Test
  void aSequenceThatIsLeftHasChanged() {
    EmitterOutcome kept =
        run(emitters -> emitters.add("kept", () -> new Random(1), Random::nextLong).mustEqual());
    assertEquals(Verdict.GOOD, kept.verdict());
    EmitterOutcome left =
        run(
            emitters ->
                emitters.add("left", ForkLabTest::process, ForkLabTest::isClone).mustEqual());
    assertEquals(Verdict.CHANGED, left.verdict());
  }

  @Test
  void whatThisJdkLacksIsSkipped() {
    EmitterOutcome none = run(EmitterSet.of("none", () -> SecureRandom.getInstance("NoSuch")));
    assertEquals(Verdict.SKIPPED, none.verdict());
    assertTrue(String.valueOf(none.skipped()).contains("NoSuch"), none.skipped());
  }

  @Test
  void anEmitterThatThrowsInACloneFails() {
    EmitterOutcome emitter =
        run(
            EmitterSet.of(
                "throws",
                ForkLabTest::process,
                original -> {
                  if (isClone(original)) {
                    throw new IllegalStateException("no luck");
                  }
                  return 1;
                }));
    assertEquals(Verdict.FAILED, emitter.verdict());
    assertTrue(emitter.failures().get(0).contains("no luck"), emitter.failures().get(0));
  }

  @Test
  void aCloneThatHangsIsDead() {
    EmitterSet hangs =
        emitters -> {
          emitters.add("fine", () -> 1);
          emitters.add(
              "hangs",
              ForkLabTest::process,
              original -> {
                if (isClone(original)) {
                  new CountDownLatch(1).await();
                }
                return 1;
              });
        };
    Outcome outcome = new ForkLab(hangs).clones(2).eachWithin(Duration.ofSeconds(1)).run();
    assertEquals(2, outcome.deadClones().size(), outcome.deadClones().toString());
    assertTrue(outcome.deadClones().get(0).endsWith("of generation 1 hung after fine"));
  }

  @Test
  void aCloneThatDiesIsDead() {
    EmitterSet dies =
        EmitterSet.of(
            "dies",
            ForkLabTest::process,
            original -> {
              if (isClone(original)) {
                Libc._exit(7);
              }
              return 1;
            });
    Outcome outcome = new ForkLab(dies).clones(2).run();
    assertTrue(
        outcome.deadClones().get(0).endsWith("left with status 7 before its first draw"),
        outcome.deadClones().get(0));
  }

  @Test
  void anOriginalThatDoesNotComeUpSaysWhy() {
    ForkLab lab = new ForkLab(EmitterSet.of("one", () -> 1)).jvmFlags("-XX:NoSuchFlag");
    LabFailure failure = assertThrows(LabFailure.class, lab::run);
    assertTrue(String.valueOf(failure.getMessage()).contains("NoSuchFlag"), failure.getMessage());
  }

  private static EmitterOutcome run(EmitterSet emitters) {
    Outcome outcome = new ForkLab(emitters).clones(CLONES).run();
    assertEquals(0, outcome.deadClones().size(), outcome.deadClones().toString());
    return outcome.emitters().get(0);
  }

  /** The JDK's own idea of it is the original's in every clone. */
  private static String process() throws Exception {
    return Files.readSymbolicLink(Path.of("/proc/self")).toString();
  }

  private static boolean isClone(String original) throws Exception {
    return !process().equals(original);
  }
}
