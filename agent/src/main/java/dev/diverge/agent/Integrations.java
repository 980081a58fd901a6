package dev.diverge.agent;

import dev.diverge.integrations.Integration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the integrations as {@link java.util.ServiceLoader} does, by the same provider files; that
 * class itself brings 60 others and 10 ms before the application's main.
 */
final class Integrations {

  private static final String PROVIDERS = "META-INF/services/dev.diverge.integrations.Integration";

  private Integrations() {}

  static List<Integration> load() throws IOException, ReflectiveOperationException {
    List<Integration> found = new ArrayList<>();
    ClassLoader loader = Integrations.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream(PROVIDERS)) {
      if (in == null) {
        throw new IOException("the agent's jar is incomplete: no ".concat(PROVIDERS));
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line; (line = lines.readLine()) != null; ) {
        String name = line.strip();
        if (!name.isEmpty() && name.charAt(0) != '#') {
          found.add(
              loader.loadClass(name).asSubclass(Integration.class).getConstructor().newInstance());
        }
      }
    }
    return found;
  }
}
