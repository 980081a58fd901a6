package dev.diverge.testapps.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diverge.testapps.servers.Postgres;
import dev.diverge.testapps.servers.Redis;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.Comparison;
import dev.diverge.testlab.EmitterOutcome;
import dev.diverge.testlab.ForkLab;
import dev.diverge.testlab.LabSize;
import dev.diverge.testlab.Outcome;
import dev.diverge.testlab.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clones of one JVM use the connections of one, until each has its own. */
class PoolClonesTest {

  @ParameterizedTest
  @EnumSource
  void eachCloneOpensItsOwnConnection(ClientVersions versions) throws IOException {
    try (MongoPeer mongo = new MongoPeer()) {
      PoolEmitters pools = new PoolEmitters(Postgres.url(), Redis.port(), mongo.url());
      check(versions.lab(pools).clones(LabSize.clones()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void soDoThoseThatNeedThreads(ClientVersions versions) throws IOException {
    check(versions.lab(new ThreadedEmitters(Postgres.url(), Redis.port())).unforked());
  }

  private static void check(ForkLab lab) {
    Comparison clones =
        Comparison.run(lab, Optional.of(AgentJar.required().with("sockets=abort-all")));
    assertEquals(List.of(), notRepeated(clones));
    Outcome guarded = Objects.requireNonNull(clones.guarded());
    assertEquals(List.of(), guarded.complaints(), guarded.stderr());
  }

  /** What would show nothing: the trouble must be there without the agent. */
  private static List<String> notRepeated(Comparison clones) {
    return clones.control().emitters().stream()
        .filter(emitter -> emitter.verdict() != Verdict.REPEATED)
        .map(emitter -> emitter.name() + " " + emitter.verdict() + " " + failures(emitter))
        .toList();
  }

  private static String failures(EmitterOutcome emitter) {
    return emitter.failures().stream().findFirst().orElse("");
  }
}
