package dev.diverge.testapps.libraries;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.diverge.testlab.Emitters;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

@Versions({"com.github.f4b6a3:uuid-creator:5.3.7", "com.github.f4b6a3:uuid-creator:6.1.1"})
class UuidCreatorTest implements LibraryTest {
  private static final String FACTORIES = "com.github.f4b6a3.uuid.factory.";
  private static final Clock STOPPED =
      Clock.fixed(Instant.ofEpochMilli(1_800_000_000_000L), ZoneOffset.UTC);

  @Override
  public void describe(Emitters emitters) {
    emitters.add("v1", SameMoment.of(() -> low(UuidCreator.getTimeBased())));
    emitters.add("v1, random", SameMoment.of(() -> low(UuidCreator.getTimeBasedWithRandom())));
    emitters.add("v6", SameMoment.of(() -> low(UuidCreator.getTimeOrdered())));
    emitters.add("v4", () -> UuidCreator.getRandomBased());
    emitters.add("v7", SameMoment.of(() -> low(UuidCreator.getTimeOrderedEpoch())));
    emitters.add("v7, plus 1", () -> stopped("withIncrementPlus1"), UuidCreatorTest::create);
    emitters.add("v7, plus n", () -> stopped("withIncrementPlusN"), UuidCreatorTest::create);
    emitters.add("prefix COMB", SameMoment.of(() -> low(UuidCreator.getPrefixComb())));
  }

  private static long low(UUID id) {
    return id.getLeastSignificantBits();
  }

  /** With a clock that stands still; the package was renamed in version 6. */
  private static Object stopped(String increment) throws Exception {
    Class<?> factory;
    try {
      factory = Class.forName(FACTORIES + "standard.TimeOrderedEpochFactory");
    } catch (ClassNotFoundException older) {
      factory = Class.forName(FACTORIES + "rfc4122.TimeOrderedEpochFactory");
    }
    Object builder = factory.getMethod("builder").invoke(null);
    builder.getClass().getMethod("withClock", Clock.class).invoke(builder, STOPPED);
    builder.getClass().getMethod(increment).invoke(builder);
    return builder.getClass().getMethod("build").invoke(builder);
  }

  private static Object create(Object factory) throws Exception {
    return factory.getClass().getMethod("create").invoke(factory);
  }
}
