package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;

@Versions({"org.hornetq:hornetq-commons:2.3.0.CR1", "org.hornetq:hornetq-commons:2.4.11.Final"})
class HornetQUuidsTest implements LibraryTest {

  private static final String GENERATOR = "org.hornetq.utils.UUIDGenerator";
  private static final int CLOCK_AND_NODE = 19; // what is before them is the time

  @Override
  public void describe(Emitters emitters) throws Exception {
    Object generator = Inside.call(GENERATOR, "getInstance");
    emitters.add(
        "UUID",
        SameMoment.of(
            () -> Inside.call(generator, "generateUUID").toString().substring(CLOCK_AND_NODE)));
  }
}
