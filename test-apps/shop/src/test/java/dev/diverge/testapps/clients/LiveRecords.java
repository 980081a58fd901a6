package dev.diverge.testapps.clients;

import dev.diverge.testapps.forklab.EmitterSet;
import dev.diverge.testapps.forklab.Emitters;

/** Each draw sends records and reads them as a member of a group, with all of Kafka's threads. */
record LiveRecords(String broker) implements EmitterSet {

  @Override
  public void describe(Emitters emitters) {
    String servers = broker;
    String group = "live-" + ProcessHandle.current().pid();
    emitters.add("member", () -> new LiveConsumer(servers, group), LiveConsumer::exchange).slow();
  }
}
