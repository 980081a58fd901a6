package dev.diverge.testapps.clients;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;

/** Each draw reads a record for the group; the group has the name of the topic. */
record ConsumedRecords(String broker, String topic) implements EmitterSet {

  @Override
  public void describe(Emitters emitters) throws Exception {
    LoneConsumer consumer = new LoneConsumer(broker, topic);
    emitters.add("record", consumer::read);
    emitters.add("member", consumer::member);
  }
}
