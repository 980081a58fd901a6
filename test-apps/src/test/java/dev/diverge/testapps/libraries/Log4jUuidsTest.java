package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import org.apache.logging.log4j.core.util.UuidUtil;

@Versions({"org.apache.logging.log4j:log4j-core:2.0", "org.apache.logging.log4j:log4j-core:2.26.1"})
class Log4jUuidsTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    emitters.add(
        "time-based UUID",
        SameMoment.of(() -> UuidUtil.getTimeBasedUuid().getLeastSignificantBits()));
  }
}
