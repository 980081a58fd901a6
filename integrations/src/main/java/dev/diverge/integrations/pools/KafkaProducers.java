package dev.diverge.integrations.pools;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Severity;

/**
 * A broker knows an idempotent producer's record by the producer's id and the record's number. Two
 * clones that go on with one id send different records under the same name; the broker takes the
 * second for a repetition, says that it is there, and drops it.
 */
public final class KafkaProducers implements Integration {

  private static final String INTERNALS = "org.apache.kafka.clients.producer.internals.";

  @Override
  public void describe(Library library) {
    library
        .name("kafka-producer")
        .verifiedOn("org.apache.kafka:kafka-clients", "3.0.2", "4.4.0")
        .severity(Severity.SECURITY)
        .state("an idempotent producer's id, and how far it has counted")
        .reset(
            "the producer asks for a new id before it sends anything new; what was under way is"
                + " sent again under the old one, so that the broker takes it once")
        .limits(
            "what waited unsent in the producer's memory is sent by each clone; a transactional"
                + " producer is left alone: close it and make another");
    library
        .type(INTERNALS + "TransactionManager")
        .borrowing("producerIdAndEpoch")
        .phase(Phase.POOLS)
        .onCloneEach(manager -> manager.run(KafkaProducers::forgetId).under("this"));
    library.type(INTERNALS + "Sender").borrowing("runOnce");
    library.type("org.apache.kafka.clients.producer.KafkaProducer").borrowing("doSend");
  }

  private static void forgetId(Instance manager, Fresh fresh) throws Exception {
    boolean hasId = manager.get("producerIdAndEpoch").call("isValid").as(Boolean.class);
    if (hasId && !manager.call("isTransactional").as(Boolean.class)) {
      manager.call("resetIdempotentProducerId");
    }
  }
}
