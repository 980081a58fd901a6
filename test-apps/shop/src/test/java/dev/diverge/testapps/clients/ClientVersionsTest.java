package dev.diverge.testapps.clients;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The build's versions of the clients are those that the integrations say they are verified on. */
class ClientVersionsTest {

  @ParameterizedTest
  @ValueSource(strings = {"kafka", "lettuce", "mongodb"})
  void theCatalogueNamesTheSame(String client) throws Exception {
    String verified = Objects.requireNonNull(System.getProperty("clients." + client));
    String catalogue = Files.readString(Path.of("..", "..", "docs", "supported.md"));
    assertTrue(catalogue.contains("| " + verified + " |"), verified);
  }
}
