package dev.diverge.scan.judge;

import dev.diverge.integrations.BondedType;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.SensitiveType;
import dev.diverge.scan.flow.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which integration names which class; all of them described, none of them used. */
public final class Tables {

  private static final String PROVIDERS = "META-INF/services/dev.diverge.integrations.Integration";

  private final Map<String, Library> byType = new HashMap<>();
  private final Map<String, Library> byEnding = new HashMap<>();
  private final List<String> generators = new ArrayList<>();

  private Tables() {}

  /** None: for whoever wants to know what would be found without. */
  public static Tables none() {
    return new Tables();
  }

  /** All integrations of this jar. */
  public static Tables read() throws IOException {
    Tables tables = new Tables();
    for (Library library : libraries().values()) {
      tables.add(library);
    }
    return tables;
  }

  /** The libraries as they describe themselves, by the line that names their types. */
  public static Map<String, Library> libraries() throws IOException {
    Map<String, Library> all = new HashMap<>();
    ClassLoader loader = Tables.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream(PROVIDERS)) {
      if (in == null) {
        throw new IOException("the jar is incomplete: no " + PROVIDERS);
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line; (line = lines.readLine()) != null; ) {
        int comment = line.indexOf('#');
        String name = (comment < 0 ? line : line.substring(0, comment)).strip();
        if (!name.isEmpty()) {
          Library library = new Library();
          try {
            loader
                .loadClass(name)
                .asSubclass(Integration.class)
                .getConstructor()
                .newInstance()
                .describe(library);
          } catch (ReflectiveOperationException e) {
            throw new IOException("the jar is incomplete: " + e, e);
          }
          all.put(line, library);
        }
      }
    }
    return all;
  }

  private void add(Library library) {
    for (SensitiveType type : library.types()) {
      String name = type.name();
      if (name.startsWith("<")) {
        generators.add(name.substring(1));
      } else if (name.startsWith("*")) {
        byEnding.put(name.substring(1), library);
      } else {
        byType.putIfAbsent(name, library);
      }
    }
    for (BondedType type : library.bondedTypes()) {
      byType.putIfAbsent(type.name(), library);
    }
  }

  /** The library that names this class, or the one it is nested in; by internal name. */
  public @Nullable Library of(String className) {
    Library known = byType.get(className);
    if (known == null) {
      for (Map.Entry<String, Library> ending : byEnding.entrySet()) {
        if (className.endsWith(ending.getKey())) {
          return ending.getValue();
        }
      }
      int nested = className.lastIndexOf('$');
      return nested > 0 ? of(className.substring(0, nested)) : null;
    }
    return known;
  }

  /** Whether a class is one of random numbers that is known by what it extends. */
  boolean isGenerator(String className, Program program) {
    return !generators.isEmpty()
        && program.isA(className, name -> !name.equals(className) && isParent(name));
  }

  /** The same, by its name and those of the classes above it, with dots. */
  public boolean isGenerator(List<String> kin) {
    for (String each : kin.subList(1, kin.size())) {
      if (isParent(each.replace('.', '/'))) {
        return true;
      }
    }
    return false;
  }

  private boolean isParent(String name) {
    for (String parent : generators) {
      if (parent.startsWith("*") ? name.endsWith(parent.substring(1)) : name.equals(parent)) {
        return true;
      }
    }
    return false;
  }
}
