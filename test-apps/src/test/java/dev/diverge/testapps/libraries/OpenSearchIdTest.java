package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import org.opensearch.common.UUIDs;

@Versions({"org.opensearch:opensearch:1.0.0", "org.opensearch:opensearch:2.19.7"})
class OpenSearchIdTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    emitters.add("base64UUID", SameMoment.of(() -> FlakeId.withoutTime(UUIDs.base64UUID())));
    emitters.add("randomBase64UUID", () -> UUIDs.randomBase64UUID());
  }
}
