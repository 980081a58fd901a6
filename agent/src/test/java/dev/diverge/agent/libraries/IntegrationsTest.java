package dev.diverge.agent.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.SensitiveType;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class IntegrationsTest {

  @Test
  void everyLineSaysWhatItsIntegrationDescribes() throws Exception {
    for (LazyLibrary lazy : read().lazy()) {
      Library library = new Library();
      Integrations.instance(lazy.integration(), Integration.class).describe(library);
      Set<String> types = new TreeSet<>();
      for (SensitiveType type : library.types()) {
        types.add(type.name().replace('/', '.'));
      }
      Set<String> said = new TreeSet<>();
      for (String name : lazy.types()) {
        said.add(name.replace('/', '.'));
      }
      String line = lazy.integration() + " # ";
      assertEquals(
          line + library.name() + ": " + String.join(" ", types),
          line + lazy.name() + ": " + String.join(" ", said));
    }
  }

  private static Integrations read() throws Exception {
    Integrations integrations = new Integrations();
    integrations.read();
    return integrations;
  }
}
