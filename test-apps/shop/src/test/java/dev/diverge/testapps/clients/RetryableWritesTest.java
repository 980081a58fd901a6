package dev.diverge.testapps.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.diverge.testapps.forklab.AgentJar;
import dev.diverge.testapps.forklab.EmitterOutcome;
import dev.diverge.testapps.forklab.ForkLab;
import dev.diverge.testapps.forklab.LabSize;
import dev.diverge.testapps.forklab.Outcome;
import dev.diverge.testapps.forklab.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** MongoDB takes a clone's write for one that another clone has made, and does not make it. */
class RetryableWritesTest {
  private static final String NAME = "MongoDB retryable write";

  @Test
  void eachCloneWritesExactlyOnce() {
    try (MongoPeer mongo = new MongoPeer();
        MongoClient reader = MongoClients.create(mongo.url())) {
      Outcome control = lab(mongo, "control").run();
      assertEquals(Verdict.REPEATED, control.emitter(NAME).verdict());
      assertNotEquals(written(control), there(reader, "control"), "writes lost, to show anything");

      AgentJar agent = AgentJar.required().with("sockets=abort-all");
      Outcome guarded = lab(mongo, "guarded").protectedBy(agent).run();
      assertEquals(List.of(), guarded.complaints());
      assertEquals(written(guarded), there(reader, "guarded"));
    }
  }

  private static ForkLab lab(MongoPeer mongo, String collection) {
    return new ForkLab(new RetryableWrites(mongo.url(), collection)).clones(LabSize.clones());
  }

  /** Warm-up and the original's own included: three each. */
  private static long written(Outcome outcome) {
    EmitterOutcome emitter = outcome.emitter(NAME);
    return 3 * (emitter.clones() + 2L);
  }

  private static long there(MongoClient reader, String collection) {
    return reader.getDatabase(RetryableWrites.DATABASE).getCollection(collection).countDocuments();
  }
}
