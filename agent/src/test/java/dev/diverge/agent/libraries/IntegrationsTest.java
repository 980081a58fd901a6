package dev.diverge.agent.libraries;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.diverge.integrations.Library;
import dev.diverge.integrations.SensitiveType;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class IntegrationsTest {

  @Test
  void everyLineSaysWhatItsIntegrationDescribes() throws Exception {
    for (LazyLibrary lazy : read().lazy()) {
      Library library = new Library();
      Integrations.instance(lazy.integration()).describe(library);
      Set<String> packages = new TreeSet<>();
      for (SensitiveType type : library.types()) {
        packages.add(type.name().substring(0, type.name().lastIndexOf('/')).replace('/', '.'));
      }
      String expected =
          lazy.integration() + " # " + library.name() + ": " + String.join(" ", packages);
      Set<String> said = new TreeSet<>();
      for (String name : lazy.packages()) {
        said.add(name.replace('/', '.'));
      }
      assertEquals(
          expected, lazy.integration() + " # " + lazy.name() + ": " + String.join(" ", said));
    }
  }

  @Test
  void aClassIsFoundByItsPackage() {
    LazyLibrary one = LazyLibrary.of("One", "one: org.acme org.acme.ids");
    LazyLibrary two = LazyLibrary.of("Two", "two:  org.acme");
    PackageTable table = new PackageTable(List.of(one, two));
    assertArrayEquals(new LazyLibrary[] {one, two}, table.find("org/acme/Id"));
    assertArrayEquals(new LazyLibrary[] {one}, table.find("org/acme/ids/Id$Inner"));
    assertNull(table.find("org/acme/idsx/Id"));
    assertNull(table.find("org/Acme"));
    assertNull(table.find("Unnamed"));
  }

  private static Integrations read() throws Exception {
    Integrations integrations = new Integrations();
    integrations.read();
    return integrations;
  }
}
