package dev.diverge.integrations.ids;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** Artemis names messages, sessions and brokers by UUIDs of the host, a clock and the time. */
public final class ArtemisUuids implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("artemis-uuids")
        .verifiedOn("org.apache.activemq:artemis-commons", "2.0.0", "2.44.0")
        .verifiedOn("org.apache.artemis:artemis-commons", "2.50.0", "2.56.0")
        .verifiedOn("org.hornetq:hornetq-commons", "2.3.0.CR1", "2.4.11.Final")
        .state("the host's address and the clock sequence of UUIDGenerator, HornetQ's too")
        .reset("a random address and a fresh clock sequence");
    generator(library, "org.apache.activemq.artemis.utils.UUIDGenerator");
    generator(library, "org.hornetq.utils.UUIDGenerator");
  }

  private static void generator(Library library, String type) {
    library
        .type(type)
        .drawn("generateUUID", "generateStringUUID", "generateTimeBasedUUID")
        .onCloneEach(
            each ->
                each.set("address", TimeBasedUuid::nodeBytes)
                    .set("mTimer", fresh -> null) // the next is made of fresh random numbers
                    .under("mTimerLock"));
  }
}
