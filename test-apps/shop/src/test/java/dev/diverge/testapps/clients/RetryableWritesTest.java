package dev.diverge.testapps.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.EmitterOutcome;
import dev.diverge.testlab.ForkLab;
import dev.diverge.testlab.LabSize;
import dev.diverge.testlab.Outcome;
import dev.diverge.testlab.Verdict;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MongoDB takes a clone's write for one that another clone has made, and does not make it. */
class RetryableWritesTest {
  @ParameterizedTest
  @EnumSource
  void eachCloneWritesExactlyOnce(ClientVersions versions) throws IOException {
    try (MongoPeer mongo = new MongoPeer();
        MongoClient reader = MongoClients.create(mongo.url())) {
      Outcome control = lab(versions, mongo, "control").run();
      for (EmitterOutcome emitter : control.emitters()) {
        assertEquals(Verdict.REPEATED, emitter.verdict(), emitter.name() + emitter.failures());
      }
      assertNotEquals(written(control), there(reader, "control"), "writes lost, to show anything");

      AgentJar agent = AgentJar.required().with("sockets=abort-all");
      Outcome guarded = lab(versions, mongo, "guarded").protectedBy(agent).run();
      assertEquals(List.of(), guarded.complaints(), guarded.stderr());
      assertEquals(written(guarded), there(reader, "guarded"));
    }
  }

  private static ForkLab lab(ClientVersions versions, MongoPeer mongo, String collection)
      throws IOException {
    return versions.lab(new RetryableWrites(mongo.url(), collection)).clones(LabSize.clones());
  }

  /** Warm-up and the original's own included: three each. */
  private static long written(Outcome outcome) {
    long written = 0;
    for (EmitterOutcome emitter : outcome.emitters()) {
      written += 3 * (emitter.clones() + 2L);
    }
    return written;
  }

  private static long there(MongoClient reader, String collection) {
    return reader.getDatabase(RetryableWrites.DATABASE).getCollection(collection).countDocuments();
  }
}
