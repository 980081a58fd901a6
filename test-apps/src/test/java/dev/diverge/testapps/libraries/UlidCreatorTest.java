package dev.diverge.testapps.libraries;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
import com.github.f4b6a3.ulid.UlidFactory;
import dev.diverge.testlab.Emitters;

@Versions({"com.github.f4b6a3:ulid-creator:5.0.1", "com.github.f4b6a3:ulid-creator:5.2.4"})
class UlidCreatorTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    emitters.add("ULID", SameMoment.of(() -> low(UlidCreator.getUlid())));
    emitters.add("monotonic ULID", SameMoment.of(() -> low(UlidCreator.getMonotonicUlid())));
    emitters.add(
        "monotonic ULID in one millisecond",
        UlidFactory::newMonotonicInstance,
        factory -> factory.create(1_800_000_000_000L));
    emitters.add("fast ULID", SameMoment.of(() -> low(Ulid.fast())));
  }

  private static long low(Ulid id) {
    return id.getLeastSignificantBits();
  }
}
