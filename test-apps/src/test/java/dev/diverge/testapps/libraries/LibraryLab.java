package dev.diverge.testapps.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.Comparison;
import dev.diverge.testlab.EmitterOutcome;
import dev.diverge.testlab.Expectation;
import dev.diverge.testlab.ForkLab;
import dev.diverge.testlab.LabSize;
import dev.diverge.testlab.Outcome;
import dev.diverge.testlab.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * One control and one guarded run for all tests of this package that can do with forked clones, and
 * for all that cannot; made when the first asks. Where {@code -Dtest} names some of them, for
 * those.
 */
final class LibraryLab {
  private static final Set<String> NAMED = named(System.getProperty("test", ""));

  private LibraryLab() {}

  static Stream<DynamicTest> testsOf(Class<?> test) {
    assumeTrue(isRun(test), "slow: run with -Ddiverge.slow=true");
    Comparison comparison = isUnforked(test) ? Unforked.COMPARISON : Forked.COMPARISON;
    Outcome guarded = Objects.requireNonNull(comparison.guarded());
    assertEquals(List.of(), comparison.control().deadClones(), "dead clones without the agent");
    assertEquals(List.of(), guarded.deadClones(), guarded::stderr);
    String[] versions = LibraryShelf.versions(test);
    String newest = LibraryShelf.label(test, versions[versions.length - 1]);
    return LibraryShelf.labels(test).stream()
        .flatMap(
            label ->
                comparison.control().emitters().stream()
                    .filter(emitter -> emitter.name().startsWith(label))
                    .map(
                        control ->
                            DynamicTest.dynamicTest(
                                control.name(),
                                () -> {
                                  assumeThere(control, label.equals(newest));
                                  check(control, guarded.emitter(control.name()));
                                })));
  }

  private static boolean isRun(Class<?> test) {
    Versions versions = test.getAnnotation(Versions.class);
    return versions != null && (!versions.slow() || Boolean.getBoolean("diverge.slow"));
  }

  /** What an older version lacks is no fault; what the newest lacks would be shown nowhere. */
  private static void assumeThere(EmitterOutcome emitter, boolean required) {
    assumeTrue(required || emitter.verdict() != Verdict.SKIPPED, emitter::skipped);
  }

  private static void check(EmitterOutcome control, EmitterOutcome guarded) {
    Verdict unguarded =
        control.expectation() == Expectation.MUST_DIFFER ? Verdict.REPEATED : Verdict.GOOD;
    assertEquals(
        unguarded,
        control.verdict(),
        () -> control.name() + " without Diverge: " + control.failures());
    assertEquals(
        Verdict.GOOD,
        guarded.verdict(),
        () ->
            "%s with Diverge: %d repeats, %d distinct of %d, %s"
                .formatted(
                    guarded.name(),
                    guarded.repeats(),
                    guarded.distinct(),
                    guarded.clones(),
                    guarded.failures()));
  }

  /** Empty as well where a pattern asks for tests that are not named. */
  private static Set<String> named(String asked) {
    return asked.matches("[\\w,]+") ? Set.of(asked.split(",")) : Set.of();
  }

  private static boolean isUnforked(Class<?> test) {
    Versions versions = test.getAnnotation(Versions.class);
    return versions != null && versions.unforked();
  }

  private static final class Forked {
    static final Comparison COMPARISON = compare(lab(false).clones(LabSize.clones()));
  }

  private static final class Unforked {
    static final Comparison COMPARISON = compare(lab(true).unforked().jvmFlags(PortServer.PATIENT));
  }

  private static ForkLab lab(boolean unforked) {
    return new ForkLab(
        LibraryShelf.of(
            ReflectionSupport.findAllClassesInPackage(
                LibraryTest.class.getPackageName(),
                type ->
                    LibraryTest.class.isAssignableFrom(type)
                        && isRun(type)
                        && isUnforked(type) == unforked
                        && (NAMED.isEmpty() || NAMED.contains(type.getSimpleName())),
                name -> true)));
  }

  private static Comparison compare(ForkLab lab) {
    return Comparison.run(lab, Optional.of(AgentJar.required()));
  }
}
