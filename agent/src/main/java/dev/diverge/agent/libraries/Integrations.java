package dev.diverge.agent.libraries;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Matched;
import dev.diverge.integrations.SensitiveType;
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
import org.objectweb.asm.ClassReader;

/**
 * The integrations, from the provider file of {@link java.util.ServiceLoader}; that class itself
 * brings 60 others and 10 ms before the application's main.
 *
 * <p>A line {@code CLASS # NAME: TYPE…} is an integration that is not even loaded before one of its
 * types is; a line without the comment one that is described at once. A type may be {@code
 * *.ENDING}, or {@code <PARENT} for the generators of random numbers that extend or implement it.
 * One whose name begins with {@code jdk-} is of the JDK, whose classes are woven by its hooks.
 */
public final class Integrations {

  /** They have thousands of classes in most applications, and no generator among them. */
  private static final String[] MANY = {
    "org/springframework/",
    "org/hibernate/",
    "org/apache/catalina/",
    "org/apache/coyote/",
    "org/apache/tomcat/",
    "org/apache/logging/",
    "com/fasterxml/",
    "net/bytebuddy/",
    "ch/qos/logback/",
    "jakarta/",
    "javax/",
  };

  private static final String PROVIDERS = "META-INF/services/dev.diverge.integrations.Integration";

  private final List<Integration> eager = new ArrayList<>();
  private final List<LazyLibrary> lazy = new ArrayList<>();
  private final Map<String, LazyLibrary[]> byType = new HashMap<>();
  private final Endings byEnding = new Endings();
  private final Parents byParent = new Parents();
  private final List<LazyLibrary> ofTheJdk = new ArrayList<>();
  private final Map<String, LazyLibrary> byTypeOfTheJdk = new HashMap<>();

  /** Of extensions; null for none. */
  private Matcher @Nullable [] matchers;

  /** None yet: see {@link #read}. */
  public Integrations() {}

  /** Reads them; once, before anything is asked for. */
  public void read() throws IOException, ReflectiveOperationException {
    try (InputStream in = Integrations.class.getClassLoader().getResourceAsStream(PROVIDERS)) {
      if (in == null) {
        throw new IOException("the agent's jar is incomplete: no ".concat(PROVIDERS));
      }
      read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    }
  }

  private void read(BufferedReader lines) throws IOException, ReflectiveOperationException {
    for (String line; (line = lines.readLine()) != null; ) {
      int comment = line.indexOf('#');
      String className = (comment < 0 ? line : line.substring(0, comment)).strip();
      if (className.isEmpty()) {
        continue;
      }
      if (comment < 0) {
        eager.add(instance(className, Integration.class));
      } else {
        add(LazyLibrary.of(className, line.substring(comment + 1).strip()));
      }
    }
  }

  private void add(LazyLibrary library) {
    if (library.name().startsWith("jdk-")) {
      ofTheJdk.add(library);
      for (String type : library.types()) {
        byTypeOfTheJdk.put(type, library);
        byTypeOfTheJdk.put(type.replace('/', '.'), library);
      }
      return;
    }
    lazy.add(library);
    for (String type : library.types()) {
      if (Parents.is(type)) {
        byParent.add(type, library);
        continue;
      }
      if (SensitiveType.isEnding(type)) {
        byEnding.add(type, library);
        continue;
      }
      LazyLibrary[] before = byType.get(type);
      LazyLibrary[] now = new LazyLibrary[before == null ? 1 : before.length + 1];
      if (before != null) {
        System.arraycopy(before, 0, now, 0, before.length);
      }
      now[now.length - 1] = library;
      byType.put(type, now);
    }
  }

  static <T> T instance(String className, Class<T> type) throws ReflectiveOperationException {
    return instance(Integrations.class.getClassLoader(), className, type);
  }

  static <T> T instance(ClassLoader loader, String className, Class<T> type)
      throws ReflectiveOperationException {
    return loader.loadClass(className).asSubclass(type).getConstructor().newInstance();
  }

  /**
   * Adds one of an extension's, after ours were asked for or not.
   *
   * @param weaver null if it asks for nothing of Byte Buddy's
   * @param faults takes a line for each type that is left out
   * @return why it is not added, null if it is
   */
  public @Nullable String add(
      Integration made,
      Library description,
      @Nullable ExtensionWeaver weaver,
      List<String> faults) {
    String fault = ExtensionFault.of(description);
    if (fault == null && (has(lazy, description.name()) || has(ofTheJdk, description.name()))) {
      fault = "there is an integration named " + description.name() + " already";
    }
    if (fault != null) {
      return fault;
    }
    description.types().removeIf(type -> isTaken(type.name(), faults));
    LazyLibrary library = LazyLibrary.of(made, description, weaver);
    add(library);
    for (Matched matched : description.matched()) {
      add(new Matcher(library, matched));
    }
    return null;
  }

  private void add(Matcher matcher) {
    Matcher[] before = matchers;
    Matcher[] now = new Matcher[before == null ? 1 : before.length + 1];
    if (before != null) {
      System.arraycopy(before, 0, now, 0, before.length);
    }
    now[now.length - 1] = matcher;
    matchers = now;
  }

  /** A type has one reset: two would undo each other. */
  private boolean isTaken(String type, List<String> faults) {
    LazyLibrary[] by = of(type);
    LazyLibrary jdk = byTypeOfTheJdk.get(type);
    String taken = jdk != null && !jdk.isOff() ? jdk.name() : null;
    for (int i = 0; by != null && taken == null && i < by.length; i++) {
      taken = by[i].isOff() ? null : by[i].name();
    }
    if (taken != null) {
      faults.add(
          type.replace('/', '.')
              + " is reset by "
              + taken
              + " already, and left to it unless integration."
              + taken
              + "=off");
    }
    return taken != null;
  }

  private static boolean has(List<LazyLibrary> all, String name) {
    for (LazyLibrary library : all) {
      if (library.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** Those to be described before the application's main. */
  public List<Integration> eager() {
    return eager;
  }

  /**
   * An integration is wanted, or not.
   *
   * @return whether there is one of that name
   */
  public boolean ask(String name, boolean on) {
    return ask(lazy, name, on) || ask(ofTheJdk, name, on);
  }

  private static boolean ask(List<LazyLibrary> all, String name, boolean on) {
    for (LazyLibrary library : all) {
      if (library.name().equals(name)) {
        library.ask(on);
        return true;
      }
    }
    return false;
  }

  /** The one of the JDK that names this class, binary or internal, described now; or null. */
  public @Nullable Library meet(String className) {
    LazyLibrary library = byTypeOfTheJdk.get(className);
    return library == null || library.isOff() ? null : library.described();
  }

  /** All those of the JDK that wait for a class, described now. */
  public List<Library> meetAll() {
    List<Library> described = new ArrayList<>();
    for (LazyLibrary library : ofTheJdk) {
      if (!library.isOff()) {
        described.add(library.described());
      }
    }
    return described;
  }

  /** Whether any but those names this class, by its internal name. */
  public boolean mayName(String className) {
    return byType.containsKey(className) || byEnding.of(className) != null;
  }

  /** Whether an extension may mean this class of an application's, by its internal name. */
  public boolean mayMatch(String className) {
    Matcher[] all = matchers;
    for (int i = 0; all != null && i < all.length; i++) {
      if (all[i].mayMatch(className)) {
        return true;
      }
    }
    return false;
  }

  Matcher @Nullable [] matchers() {
    return matchers;
  }

  /** Whether a class of an application may be one of random numbers, by what it is made of. */
  public boolean mayBeGenerator(String className, byte[] classFile) {
    return !isOfMany(className) && byParent.of(classFile) != null;
  }

  private static boolean isOfMany(String className) {
    for (String many : MANY) {
      if (className.startsWith(many)) {
        return true;
      }
    }
    return false;
  }

  /** The library that has such a class for its own by what it extends or implements, or null. */
  @Nullable LazyLibrary ofParents(byte[] classFile) {
    LazyLibrary library = byParent.of(classFile);
    if (library == null) {
      return null;
    }
    ClassReader reader = new ClassReader(classFile);
    if (byParent.has(reader.getSuperName())) {
      return library;
    }
    for (String face : reader.getInterfaces()) {
      if (byParent.has(face)) {
        return library;
      }
    }
    return null;
  }

  /** All others. */
  List<LazyLibrary> lazy() {
    return lazy;
  }

  /**
   * Those that name this class, by its internal name; null for none. Every class that the JVM loads
   * is looked up here, and nothing is allocated for it.
   */
  LazyLibrary @Nullable [] of(String className) {
    LazyLibrary[] named = byType.get(className);
    return named != null ? named : byEnding.of(className);
  }
}
