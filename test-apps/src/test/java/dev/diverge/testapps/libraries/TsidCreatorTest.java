package dev.diverge.testapps.libraries;

import com.github.f4b6a3.tsid.Tsid;
import com.github.f4b6a3.tsid.TsidFactory;
import dev.diverge.testlab.Emitters;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

@Versions({"com.github.f4b6a3:tsid-creator:5.0.2", "com.github.f4b6a3:tsid-creator:5.2.6"})
class TsidCreatorTest implements LibraryTest {
  private static final Clock STOPPED =
      Clock.fixed(Instant.ofEpochMilli(1_800_000_000_000L), ZoneOffset.UTC);

  @Override
  public void describe(Emitters emitters) {
    emitters
        .add(
            "TSID in one millisecond",
            () -> TsidFactory.builder().withClock(STOPPED).build(),
            TsidFactory::create)
        .ofBits(22);
    emitters
        .add(
            "TSID of 256 nodes in one millisecond",
            () -> TsidFactory.builder().withNodeBits(8).withClock(STOPPED).build(),
            TsidFactory::create)
        .ofBits(22);
    emitters.add("fast TSID", SameMoment.of(() -> Tsid.fast().toLong() & 0x3f_ffff)).ofBits(22);
  }
}
