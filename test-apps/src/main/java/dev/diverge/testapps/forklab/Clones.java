package dev.diverge.testapps.forklab;

import java.util.Objects;
import java.util.Optional;

/**
 * An emitter's whole test in one line:
 *
 * <pre>{@code
 * clones("bson", () -> new ObjectId().toHexString());
 * }</pre>
 *
 * <p>It fails unless clones repeat the values without the agent, or the test would prove nothing,
 * and if they repeat a single one with it. The lambda runs in other JVMs on the same class path: it
 * may hold only what is Serializable.
 */
public final class Clones {
  private Clones() {}

  public static void clones(String name, Draw draw) {
    check(name, EmitterSet.of(name, draw));
  }

  public static <S> void clones(String name, Make<S> make, DrawFrom<S> draw) {
    check(name, EmitterSet.of(name, make, draw));
  }

  private static void check(String name, EmitterSet emitters) {
    ForkLab lab = new ForkLab(emitters).clones(LabSize.clones());
    Comparison comparison = Comparison.run(lab, Optional.of(AgentJar.required()));
    EmitterOutcome control = comparison.control().emitter(name);
    if (control.verdict() != Verdict.REPEATED) {
      throw new AssertionError(
          "%s: %s without the agent, so this shows nothing".formatted(name, control.verdict()));
    }
    Outcome guarded = Objects.requireNonNull(comparison.guarded());
    if (!guarded.complaints().isEmpty()) {
      throw new AssertionError(String.join("\n", guarded.complaints()));
    }
  }
}
