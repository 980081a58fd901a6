package dev.diverge.testapps.forklab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.diverge.testapps.emitters.JdkEmitters;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clones of clones, an agent that comes late, and clones made on a virtual thread. */
class TransitionsTest {
  private static final int GENERATIONS = 3;

  private final ForkLab lab = new ForkLab(new JdkEmitters()).jvmFlags(ForkLab.EGD).clones(6);

  @Test
  void clonesOfClonesDiffer() {
    Outcome outcome = guarded().generations(GENERATIONS).run();
    assertNoComplaints(outcome);
    assertEquals(GENERATIONS * 6, outcome.emitter("UUID.randomUUID").distinct());
  }

  @Test
  void clonesDifferUnderAnAgentThatCameLate() {
    assertNoComplaints(guarded().attachLate().run());
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
