package dev.diverge.testapps.clients;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;

/** Each draw sends a record that no other process sends; the value is the offset it was given. */
record ProducedRecords(String broker, String topic) implements EmitterSet {

  @Override
  public void describe(Emitters emitters) {
    String servers = broker;
    String to = topic;
    emitters.add("Kafka record", () -> new LoneProducer(servers, to), LoneProducer::send);
  }
}
