package dev.diverge.agent.libraries;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Matched;
import dev.diverge.integrations.SensitiveType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * The integrations, from the provider file of {@link java.util.ServiceLoader}; that class itself
 * brings 60 others and 10 ms before the application's main.
 *
 * <p>A line {@code CLASS # NAME: TYPE…} is an integration that is not even loaded before one of its
 * types is. A type may be {@code *.ENDING}, or {@code <PARENT} for the generators of random numbers
 * that extend or implement it. One whose name begins with {@code jdk-} is of the JDK, whose classes
 * are woven by its hooks.
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

  /** How the names of the JDK's begin. */
  private static final String OF_THE_JDK = "jdk-";

  private static final String RANDOM = "jdk-random";

  /** What the agent is for: nobody turns these off but with the agent. */
  private static final Set<String> ALWAYS = Set.of(RANDOM, "jdk-connections");

  private static final String PROVIDERS = "META-INF/services/dev.diverge.integrations.Integration";

  private final List<LazyLibrary> lazy = new ArrayList<>();
  private WaitingLines waiting = new WaitingLines(new byte[0]);
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
      read(in.readAllBytes());
    }
  }

  private void read(byte[] text) throws ReflectiveOperationException {
    waiting = new WaitingLines(text);
    for (int line = 0, end; line < text.length; line = end + 1) {
      int comment = WaitingLines.find('#', text, line);
      int types = WaitingLines.find(':', text, comment) + 2;
      if (waits(text, comment + 2, types)) {
        end = waiting.add(line, types);
        continue;
      }
      end = WaitingLines.find('\n', text, line);
      LazyLibrary library = LazyLibrary.of(WaitingLines.text(text, line, end));
      if (library.name().equals(RANDOM)) {
        library.make();
      }
      add(library);
    }
  }

  /** Not what is of the JDK, whose classes are loaded from the first on, nor what has no name. */
  private static boolean waits(byte[] text, int name, int types) {
    return types < text.length
        && text[types - 2] == ':'
        && text[types] != '*'
        && text[types] != '<'
        && !WaitingLines.text(text, name, name + OF_THE_JDK.length()).equals(OF_THE_JDK);
  }

  /** One that is made at once. */
  private void add(LazyLibrary library) {
    if (library.name().startsWith(OF_THE_JDK)) {
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
      } else if (SensitiveType.isEnding(type)) {
        byEnding.add(type, library);
      } else {
        byType.put(type, WaitingLines.with(byType.get(type), library));
      }
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
    if (fault == null && (has(lazy(), description.name()) || has(ofTheJdk, description.name()))) {
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

  /**
   * An integration is wanted, or not.
   *
   * @return whether there is one of that name
   */
  public boolean ask(String name, boolean on) {
    return !ALWAYS.contains(name) && (ask(lazy(), name, on) || ask(ofTheJdk, name, on));
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
    return of(className) != null;
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

  /** All others, each made if it was not before. */
  List<LazyLibrary> lazy() {
    List<LazyLibrary> all = waiting.all();
    all.addAll(lazy);
    return all;
  }

  /** Those of the others that something was asked of, and some more. */
  List<LazyLibrary> met() {
    List<LazyLibrary> met = waiting.made();
    met.addAll(lazy);
    return met;
  }

  /**
   * Those that name this class, by its internal name; null for none. Every class that the JVM loads
   * is looked up here, and nothing is allocated for it.
   */
  LazyLibrary @Nullable [] of(String className) {
    LazyLibrary[] named = waiting.of(className);
    LazyLibrary[] more = byType.get(className);
    if (more != null) {
      for (int i = 0; named != null && i < named.length; i++) {
        more = WaitingLines.with(more, named[i]);
      }
      return more;
    }
    return named != null ? named : byEnding.of(className);
  }
}
