package dev.diverge.integrations.pools;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** A consumer is one member of its group; its clones all go on as that member. */
public final class KafkaConsumers implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("kafka-consumer")
        .state("a consumer's membership of its group, and the partitions it was given")
        .uncovered(
            "clones read and commit as one member until the broker moves the group on: call"
                + " enforceRebalance() or subscribe anew after a clone (docs/registering-state.md), and"
                + " give each clone a group.instance.id of its own, or none");
    library.type("org.apache.kafka.clients.consumer.KafkaConsumer");
  }
}
