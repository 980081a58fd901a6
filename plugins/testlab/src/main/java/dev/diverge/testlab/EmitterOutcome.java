package dev.diverge.testlab;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one emitter gave in the original and in its clones. */
public final class EmitterOutcome {
  private final String name;
  private final Expectation expectation;
  private final boolean slow;
  private final int bits;
  private final List<String> warmUp = new ArrayList<>();
  private final Map<Integer, List<String>> originals = new TreeMap<>();
  private final Map<Integer, Map<Integer, List<String>>> clones = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private @Nullable String skipped;

  EmitterOutcome(String name, Expectation expectation, boolean slow, int bits) {
    this.name = name;
    this.expectation = expectation;
    this.slow = slow;
    this.bits = bits;
  }

  public String name() {
    return name;
  }

  public Expectation expectation() {
    return expectation;
  }

  public boolean isSlow() {
    return slow;
  }

  /** Why this JDK has no such emitter; null if it has. */
  public @Nullable String skipped() {
    return skipped;
  }

  /** What was thrown instead of drawn. */
  public List<String> failures() {
    return failures;
  }

  /** What each clone of each generation drew, in order. */
  public List<List<String>> drawnByClones() {
    return clones.values().stream().map(Map::values).flatMap(Collection::stream).toList();
  }

  public int clones() {
    return drawnByClones().size();
  }

  /**
   * How many different values the clones gave at the place where they agreed most: one a clone
   * where all is well. Where they must be equal, one a generation.
   */
  public int distinct() {
    return clones.values().stream().mapToInt(drawn -> fewestDistinct(drawn.values())).sum();
  }

  /** How many values were drawn that somebody, the original included, drew at whatever place. */
  public int repeats() {
    List<String> all = new ArrayList<>(warmUp);
    originals.values().forEach(all::addAll);
    drawnByClones().forEach(all::addAll);
    return all.size() - Set.copyOf(all).size();
  }

  public Verdict verdict() {
    if (skipped != null) {
      return Verdict.SKIPPED;
    }
    if (!failures.isEmpty() || clones.isEmpty()) {
      return Verdict.FAILED;
    }
    return switch (expectation) {
      case MUST_DIFFER -> asUniqueAsCanBe() ? Verdict.GOOD : Verdict.REPEATED;
      case MUST_EQUAL -> eachGenerationAgrees() ? Verdict.GOOD : Verdict.CHANGED;
      case RECORDED -> Verdict.GOOD;
    };
  }

  /** Wide values never meet by chance; of narrow ones, most clones must have drawn their own. */
  private boolean asUniqueAsCanBe() {
    if (bits >= Long.SIZE) {
      return repeats() == 0;
    }
    double all = Math.pow(2, bits);
    double byChance = all * -Math.expm1(clones() * Math.log1p(-1 / all));
    return distinct() >= 0.8 * byChance;
  }

  /** The original's sequence is the one that its clones must go on with. */
  private boolean eachGenerationAgrees() {
    return clones.entrySet().stream()
        .allMatch(
            generation -> {
              Set<List<String>> sequences = new HashSet<>(generation.getValue().values());
              sequences.add(originals.getOrDefault(generation.getKey(), List.of()));
              return sequences.size() == 1;
            });
  }

  private static int fewestDistinct(Collection<List<String>> drawn) {
    int places = drawn.stream().mapToInt(List::size).min().orElse(0);
    int fewest = drawn.size();
    for (int i = 0; i < places; i++) {
      int place = i;
      long distinct = drawn.stream().map(values -> values.get(place)).distinct().count();
      fewest = Math.min(fewest, (int) distinct);
    }
    return fewest;
  }

  void skippedBecause(String reason) {
    skipped = reason;
  }

  void failed(String why) {
    failures.add(why);
  }

  void drawnByOriginal(int generation, List<String> values) {
    if (generation == 0) {
      warmUp.addAll(values);
    } else {
      originals.put(generation, values);
    }
  }

  void drawnByClone(int generation, int clone, List<String> values) {
    clones.computeIfAbsent(generation, ignored -> new TreeMap<>()).put(clone, values);
  }
}
