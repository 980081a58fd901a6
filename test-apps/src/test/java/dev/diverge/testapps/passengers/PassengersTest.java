package dev.diverge.testapps.passengers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.libraries.LibraryJars;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.EmitterOutcome;
import dev.diverge.testlab.ForkLab;
import dev.diverge.testlab.LabSize;
import dev.diverge.testlab.Outcome;
import dev.diverge.testlab.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Before ours or after it, other agents work as without it, and their clones trace apart. */
class PassengersTest {

  private static final Pattern CLONE =
      Pattern.compile("diverge: clone detected: epoch 1 \\(page\\), \\d+ states reset in \\d+ ms");

  @ParameterizedTest
  @EnumSource
  void clonesTraceApart(Passenger passenger) throws Exception {
    try (Peer peer = Peer.echo();
        LibraryJars jars = new LibraryJars()) {
      List<String> flags = new ArrayList<>(passenger.flags());
      flags.add(0, "-javaagent:" + jars.jar(passenger.artifact));
      ForkLab lab =
          new ForkLab(new TracedApp(peer.port(), passenger.digitsOfTime))
              .jvmFlags(flags.toArray(String[]::new))
              .clones(Math.max(2, LabSize.clones() / 10));
      ForkLab guarded = lab.protectedBy(AgentJar.required());
      Outcome control = lab.run();
      for (EmitterOutcome emitter : control.emitters()) {
        assertEquals(Verdict.REPEATED, emitter.verdict(), emitter.failures()::toString);
      }
      // One after another: beside each other, none would find its threads asleep.
      check(guarded.run(), control);
      check(guarded.agentLast().run(), control);
    }
  }

  private static void check(Outcome guarded, Outcome control) {
    assertEquals(List.of(), guarded.complaints(), guarded::stderr);
    Set<String> added = troubles(guarded);
    added.removeAll(troubles(control));
    assertEquals(Set.of(), added, guarded::stderr);
    for (String line : guarded.stderr().lines().filter(l -> l.startsWith("diverge:")).toList()) {
      assertTrue(CLONE.matcher(line).matches(), line);
    }
  }

  /** Without times and numbers. */
  private static Set<String> troubles(Outcome outcome) {
    return outcome
        .stderr()
        .lines()
        .filter(
            line -> line.contains("WARN") || line.contains("ERROR") || line.contains("Exception"))
        .map(line -> line.replaceAll("\\d+", "N"))
        .collect(Collectors.toCollection(HashSet::new));
  }
}
