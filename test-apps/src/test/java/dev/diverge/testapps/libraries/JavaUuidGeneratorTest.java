package dev.diverge.testapps.libraries;

import com.fasterxml.uuid.EthernetAddress;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.UUIDClock;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.diverge.testlab.Emitters;
import java.security.SecureRandom;

@Versions({
  "com.fasterxml.uuid:java-uuid-generator:4.1.0",
  "com.fasterxml.uuid:java-uuid-generator:5.2.0"
})
class JavaUuidGeneratorTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    var v1 = Generators.timeBasedGenerator(EthernetAddress.constructMulticastAddress());
    emitters.add("v1", SameMoment.of(() -> v1.generate().getLeastSignificantBits()));
    var v6 = Generators.timeBasedReorderedGenerator(EthernetAddress.fromInterface());
    emitters.add("v6", SameMoment.of(() -> v6.generate().getLeastSignificantBits()));
    emitters.add("v4", Generators.randomBasedGenerator()::generate);
    var v7 = Generators.timeBasedEpochGenerator();
    emitters.add("v7", SameMoment.of(() -> v7.generate().getLeastSignificantBits()));
    emitters.add("v7 in one millisecond", JavaUuidGeneratorTest::stopped, v -> v.generate());
  }

  private static TimeBasedEpochGenerator stopped() {
    return new TimeBasedEpochGenerator(
        new SecureRandom(),
        new UUIDClock() {
          @Override
          public long currentTimeMillis() {
            return 1_800_000_000_000L;
          }
        });
  }
}
