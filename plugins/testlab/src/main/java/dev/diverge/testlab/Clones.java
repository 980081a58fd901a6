package dev.diverge.testlab;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The whole test of what clones must not share, in one line:
 *
 * <pre>{@code
 * clones("bson", () -> new ObjectId().toHexString());
 * }</pre>
 *
 * <p>It fails unless clones repeat the values without the agent, or the test would prove nothing,
 * and if they repeat a single one with it. The lambda runs in other JVMs on the same class path: it
 * may hold only what is Serializable. Where nothing can be forked the test is skipped, and says
 * why.
 */
public final class Clones {

  private final List<String> options;

  private Clones(List<String> options) {
    this.options = options;
  }

  /**
   * Draws values in {@value LabSize#PROPERTY} clones, 20 unless told.
   *
   * @throws AssertionError if clones repeat one with the agent, or none without it
   */
  public static void clones(String name, Draw draw) {
    with().differ(name, draw);
  }

  /** The same of a state that the original makes and each clone draws from. */
  public static <S> void clones(String name, Make<S> make, DrawFrom<S> draw) {
    with().differ(name, make, draw);
  }

  /**
   * With options of the agent's.
   *
   * @param options {@code key=value} each: {@code extensions=target/acme-ids.jar}
   */
  public static Clones with(String... options) {
    return new Clones(List.of(options));
  }

  /** As {@link #clones(String, Draw)}. */
  public void differ(String name, Draw draw) {
    check(name, EmitterSet.of(name, draw));
  }

  /** As {@link #clones(String, Make, DrawFrom)}. */
  public <S> void differ(String name, Make<S> make, DrawFrom<S> draw) {
    check(name, EmitterSet.of(name, make, draw));
  }

  private void check(String name, EmitterSet emitters) {
    Needs.check();
    AgentJar agent = AgentJar.required();
    for (String option : options) {
      agent = agent.with(option);
    }
    ForkLab lab = new ForkLab(emitters).clones(LabSize.clones());
    Comparison comparison = Comparison.run(lab, Optional.of(agent));
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
