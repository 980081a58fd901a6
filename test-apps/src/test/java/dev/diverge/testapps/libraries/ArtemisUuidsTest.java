package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import org.apache.activemq.artemis.utils.UUIDGenerator;

@Versions({
  "org.apache.activemq:artemis-commons:2.0.0",
  "org.apache.activemq:artemis-commons:2.44.0",
  "org.apache.artemis:artemis-commons:2.50.0",
  "org.apache.artemis:artemis-commons:2.56.0"
})
class ArtemisUuidsTest implements LibraryTest {
  private static final int CLOCK_AND_NODE = 19; // what is before them is the time
  private static final byte[] ADDRESS = {1, 2, 3, 4, 5, 6};

  @Override
  public void describe(Emitters emitters) {
    UUIDGenerator generator = UUIDGenerator.getInstance();
    emitters.add(
        "UUID", SameMoment.of(() -> generator.generateUUID().toString().substring(CLOCK_AND_NODE)));
    emitters.add(
        "string", SameMoment.of(() -> generator.generateStringUUID().substring(CLOCK_AND_NODE)));
    emitters
        .add(
            "clock sequence",
            () ->
                generator
                    .generateTimeBasedUUID(ADDRESS)
                    .toString()
                    .substring(CLOCK_AND_NODE, CLOCK_AND_NODE + 4))
        .ofBits(14);
  }
}
