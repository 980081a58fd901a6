package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import io.hypersistence.tsid.TSID;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

@Versions({
  "io.hypersistence:hypersistence-tsid:2.0.0",
  "io.hypersistence:hypersistence-tsid:2.1.4"
})
class HypersistenceTsidTest implements LibraryTest {
  private static final Clock STOPPED =
      Clock.fixed(Instant.ofEpochMilli(1_800_000_000_000L), ZoneOffset.UTC);

  @Override
  public void describe(Emitters emitters) {
    emitters
        .add(
            "TSID in one millisecond",
            () -> TSID.Factory.builder().withClock(STOPPED).build(),
            TSID.Factory::generate)
        .ofBits(22);
    emitters.add("fast TSID", SameMoment.of(() -> TSID.fast().toLong() & 0x3f_ffff)).ofBits(22);
  }
}
