package dev.diverge.testapps.clients;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import java.util.Map;

/**
 * Records are sent, and read as a member of a group, with all of Kafka's threads.
 *
 * @param options of the consumer
 */
record LiveRecords(String broker, Map<String, String> options) implements EmitterSet {

  @Override
  public void describe(Emitters emitters) {
    String servers = broker;
    String group = "live-" + ProcessHandle.current().pid();
    Map<String, String> more = options;
    emitters
        .add("member", () -> new LiveConsumer(servers, group, more), LiveConsumer::exchange)
        .slow();
  }
}
