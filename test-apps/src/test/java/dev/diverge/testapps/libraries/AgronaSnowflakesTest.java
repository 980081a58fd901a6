package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;

@Versions({"org.agrona:agrona:1.13.0", "org.agrona:agrona:2.6.0"})
class AgronaSnowflakesTest implements LibraryTest {

  private static final int SEQUENCE_BITS = 12;
  private static final int NODE_BITS = 10;

  @Override
  public void describe(Emitters emitters) {
    emitters
        .add(
            "node",
            () -> Inside.make("org.agrona.concurrent.SnowflakeIdGenerator", 7L),
            generator -> node((long) Inside.call(generator, "nextId")))
        .constant()
        .ofBits(NODE_BITS);
  }

  private static long node(long id) {
    return id >>> SEQUENCE_BITS & (1 << NODE_BITS) - 1;
  }
}
