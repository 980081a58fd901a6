package dev.diverge.testapps.forklab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.diverge.testapps.emitters.JdkEmitters;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Clones of clones, an agent that comes late, and clones made on a virtual thread. */
class TransitionsTest {
  private static final int GENERATIONS = 3;

  /** Instances older than the agent, which cannot be told from seeded ones, and a loaded UID. */
  private static final Pattern OUT_OF_REACH_WHEN_LATE =
      Pattern.compile(
          "(subclass of )?Random\\b.*|SplittableRandom\\b.*|RandomGenerator\\.getDefault"
              + "|generator .*|java\\.rmi\\.(server\\.UID|dgc\\.VMID)");

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
}
