package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import java.util.OptionalInt;
import org.elasticsearch.common.UUIDs;

@Versions({"org.elasticsearch:elasticsearch:7.17.0", "org.elasticsearch:elasticsearch:8.19.21"})
class ElasticsearchIdTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    emitters.add("base64UUID", SameMoment.of(() -> FlakeId.withoutTime(UUIDs.base64UUID())));
    emitters.add(
        "base64TimeBasedKOrderedUUIDWithHash",
        SameMoment.of(
            () ->
                FlakeId.orderedWithoutTime(
                    UUIDs.base64TimeBasedKOrderedUUIDWithHash(OptionalInt.empty()))));
    emitters.add("randomBase64UUID", () -> UUIDs.randomBase64UUID());
  }
}
