package dev.diverge.agent.libraries;

import dev.diverge.integrations.BondedType;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.SensitiveType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A library that is described once one of its types is loaded, and what became of it. Thread-safe.
 */
final class LazyLibrary {

  /** Copies of the library whose place is remembered, one for each web application perhaps. */
  private static final int ORIGINS_AT_MOST = 16;

  private static final int TROUBLES_AT_MOST = 50;

  private final ClassLoader loader;
  private final String integration;
  private final String name;
  private final String[] types;
  private final @Nullable ExtensionWeaver weaver;
  private final Set<String> loaded = ConcurrentHashMap.newKeySet();
  private final Set<String> origins = ConcurrentHashMap.newKeySet();
  private final Set<String> troubles = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Boolean asked;
  private @Nullable Integration made;
  private volatile @Nullable Library description;

  private LazyLibrary(
      ClassLoader loader,
      String integration,
      String name,
      String[] types,
      @Nullable ExtensionWeaver weaver) {
    this.loader = loader;
    this.integration = integration;
    this.name = name;
    this.types = types;
    this.weaver = weaver;
  }

  /**
   * As its line says.
   *
   * @param line {@code CLASS # NAME: TYPE TYPE…}
   */
  static LazyLibrary of(String line) {
    int comment = line.indexOf('#');
    String integration = line.substring(0, comment).strip();
    String rest = line.substring(comment + 1).strip();
    int colon = rest.indexOf(':');
    if (colon < 0) {
      throw new IllegalStateException("no ':' after the name of ".concat(integration));
    }
    List<String> types = new ArrayList<>();
    for (int start = colon + 1; start < rest.length(); ) {
      int space = rest.indexOf(' ', start);
      int end = space < 0 ? rest.length() : space;
      if (end > start) {
        types.add(rest.substring(start, end).replace('.', '/'));
      }
      start = end + 1;
    }
    return new LazyLibrary(
        LazyLibrary.class.getClassLoader(),
        integration,
        rest.substring(0, colon),
        types.toArray(new String[0]),
        null);
  }

  /** An extension's, which is described already. */
  static LazyLibrary of(Integration made, Library description, @Nullable ExtensionWeaver weaver) {
    String[] types = new String[description.types().size()];
    for (int i = 0; i < types.length; i++) {
      types[i] = description.types().get(i).name();
    }
    LazyLibrary library =
        new LazyLibrary(
            made.getClass().getClassLoader(),
            made.getClass().getName(),
            description.name(),
            types,
            weaver);
    library.description = description;
    return library;
  }

  String name() {
    return name;
  }

  /** Null for one that asks for nothing of Byte Buddy's. */
  @Nullable ExtensionWeaver weaver() {
    return weaver;
  }

  String[] types() {
    return types;
  }

  /** The types it names of this class; described now, if it was not before. */
  List<SensitiveType> described(String className) {
    List<SensitiveType> those = new ArrayList<>();
    add(described(), className, those);
    String place = described().types().isEmpty() ? null : place(className);
    if (place != null) {
      add(describe(new Library(place)), className, those);
    }
    return those;
  }

  /** The type of this class whose instances end with their epoch, if it names one. */
  @Nullable BondedType bonded(String className) {
    for (BondedType type : described().bondedTypes()) {
      if (type.name().equals(className)) {
        return type;
      }
    }
    return null;
  }

  private static void add(Library library, String className, List<SensitiveType> into) {
    for (SensitiveType type : library.types()) {
      if (type.name().equals(className)) {
        into.add(type);
      }
    }
  }

  /** Where this copy of the library is, if one of its types is known by how its name ends. */
  private @Nullable String place(String className) {
    for (String type : types) {
      if (SensitiveType.isEnding(type) && SensitiveType.isCalled(className, type)) {
        return className.substring(0, className.length() - type.length() + 1);
      }
    }
    return null;
  }

  /**
   * Makes the integration now, though it describes nothing yet: by reflection that adds to the
   * JDK's concurrent maps, which must not be while Random is woven (see Hooks).
   */
  void make() throws ReflectiveOperationException {
    made = instance(integration, Integration.class);
  }

  /** As the option says; not called if nothing is said. */
  void ask(boolean on) {
    asked = on;
  }

  /** Whether its description need not even be read. */
  boolean isOff() {
    return Boolean.FALSE.equals(asked);
  }

  /** A class of this type was loaded and woven. */
  void loaded(String type, String origin) {
    loaded.add(type);
    if (origins.size() < ORIGINS_AT_MOST) {
      origins.add(origin);
    }
  }

  /** Returns whether it is to be told: a matcher may come to grief with any class. */
  boolean trouble(String what) {
    return troubles.size() < TROUBLES_AT_MOST && troubles.add(what);
  }

  /** Null as long as none of its types was loaded. */
  @Nullable Library description() {
    return description;
  }

  /** How many of its types are in use. */
  int inUse() {
    return loaded.size();
  }

  Set<String> origins() {
    return origins;
  }

  Set<String> troubles() {
    return troubles;
  }

  String integration() {
    return integration;
  }

  /** Its description; made now, if it was not before. */
  synchronized Library described() {
    Library known = description;
    if (known == null) {
      known = isOff() ? new Library().name(name) : describe(new Library());
      description = known;
    }
    return known;
  }

  /** What the integration names, made. */
  <T> T instance(String className, Class<T> type) throws ReflectiveOperationException {
    return Integrations.instance(loader, className, type);
  }

  private Library describe(Library library) {
    try {
      Integration described = made != null ? made : instance(integration, Integration.class);
      described.describe(library);
      return library;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      trouble(integration + " cannot be used: " + e);
      return new Library().name(name);
    }
  }
}
