package dev.diverge.testlab;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of one original and all its clones.
 *
 * @param deadClones a sentence each: which clone, how it ended, in which emitter
 * @param stderr what all of them said there
 */
public record Outcome(List<EmitterOutcome> emitters, List<String> deadClones, String stderr) {
  public EmitterOutcome emitter(String name) {
    return emitters.stream()
        .filter(emitter -> emitter.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no emitter is named " + name));
  }

  /** The emitters that a verdict fell on. */
  public List<EmitterOutcome> judged(Verdict verdict) {
    return emitters.stream().filter(emitter -> emitter.verdict() == verdict).toList();
  }

  /** How many emitters each verdict fell on. */
  public String summary() {
    return "%d emitters, %d repeated, %d left their sequence, %d failed, %d skipped, %d dead clones"
        .formatted(
            emitters.size(),
            judged(Verdict.REPEATED).size(),
            judged(Verdict.CHANGED).size(),
            judged(Verdict.FAILED).size(),
            judged(Verdict.SKIPPED).size(),
            deadClones.size());
  }

  /** All that is wrong, a sentence each. */
  public List<String> complaints() {
    List<String> complaints = new ArrayList<>(deadClones);
    for (EmitterOutcome emitter : emitters) {
      switch (emitter.verdict()) {
        case REPEATED ->
            complaints.add(
                "%s: %d repeats, %d distinct of %d"
                    .formatted(
                        emitter.name(), emitter.repeats(), emitter.distinct(), emitter.clones()));
        case CHANGED -> complaints.add(emitter.name() + ": left the sequence that was asked for");
        case FAILED -> complaints.add(emitter.name() + ": " + failure(emitter));
        case GOOD, SKIPPED -> {}
      }
    }
    return complaints;
  }

  private static String failure(EmitterOutcome emitter) {
    return emitter.failures().isEmpty() ? "no clone drew" : emitter.failures().get(0);
  }
}
