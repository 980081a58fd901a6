package dev.diverge.agent.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.integrations.Library;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VersionsTest {

  @Test
  void aJarsNameTells() {
    assertEquals("5.5.1", Versions.version("file:/m2/bson-5.5.1.jar", "bson"));
    assertEquals(
        "5.5.1", Versions.version("jar:nested:/a.jar/!BOOT-INF/lib/bson-5.5.1.jar!/", "bson"));
    assertEquals("", Versions.version("file:/m2/bson-record-codec-5.5.1.jar", "bson"));
    assertEquals("", Versions.version("file:/app/classes/", "bson"));
    assertEquals("", Versions.version("", "bson"));
  }

  @Test
  void versionsAreComparedByTheirNumbers() {
    assertTrue(Versions.compare("4.9", "4.10") < 0);
    assertTrue(Versions.compare("4.1.100.Final", "4.1.99.Final") > 0);
    assertEquals(0, Versions.compare("5.0", "5.0.0"));
    assertEquals(0, Versions.compare("5.0-rc1", "5.0"));
  }

  @Test
  void whatWasNotVerifiedIsSaid() {
    Library library = new Library().verifiedOn("org.mongodb:bson", "4.0.0", "5.5.1");
    assertEquals(
        Set.of("bson 5.5.0", "bson 6.0.0 (not verified)"),
        Versions.of(library, Set.of("file:/bson-5.5.0.jar", "file:/bson-6.0.0.jar", "")));
  }
}
