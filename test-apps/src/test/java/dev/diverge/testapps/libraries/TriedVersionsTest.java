package dev.diverge.testapps.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TriedVersionsTest {

  private static final String[] VERSIONS = {
    "a:x:1", "a:x:2", "a:x:3", "b:y:1 + c:z:7", "b:y:2 + d:z:8", "e:only:5"
  };

  @Test
  void theOldestOfEachArtifact() {
    assertEquals(List.of("a:x:1", "b:y:1 + c:z:7", "e:only:5"), TriedVersions.OLDEST.of(VERSIONS));
  }

  @Test
  void theNewestOfEachArtifact() {
    assertEquals(List.of("a:x:3", "b:y:2 + d:z:8", "e:only:5"), TriedVersions.NEWEST.of(VERSIONS));
  }

  @Test
  void all() {
    assertEquals(List.of(VERSIONS), TriedVersions.ALL.of(VERSIONS));
  }
}
