package dev.diverge.agent.hooks;

import dev.diverge.agent.libraries.Integrations;
import dev.diverge.agent.weave.GuardWeaver;
import dev.diverge.integrations.BondedType;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Provocation;
import dev.diverge.integrations.SensitiveType;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Every type of the JDK's that is to be woven, and what became of it. Thread-safe. */
public final class Hooks implements GuardWeaver.Marks, IntSupplier {

  /** What became of a guarded type. */
  enum MarkPlace {
    /** Woven while it was loaded. */
    FIELD,
    /** Woven after it was loaded. */
    TABLE,
    /** Not woven: it is not as the integration says. */
    ABSENT
  }

  /** What became of one type, and what it should have and has not. */
  private record WovenType(MarkPlace place, @Nullable String fault) {}

  private final Integrations integrations;

  /** Null until the first was met. */
  private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

  private final Set<String> loadedBeforeUs = ConcurrentHashMap.newKeySet();
  private volatile List<WeakReference<Class<?>>> others = List.of();

  /** Copied by whoever writes, as {@link Known} is. */
  private final AtomicReference<Map<String, WovenType>> woven = new AtomicReference<>(Map.of());

  public Hooks(Integrations integrations) {
    this.integrations = integrations;
  }

  /**
   * What is described by now. Copied by whoever writes: a concurrent map that two threads fought
   * over would ask ThreadLocalRandom for help, in the midst of weaving that class or its
   * superclass.
   */
  private static final class Known {

    final Set<Library> libraries = new HashSet<>();
    final Map<String, SensitiveType> types = new HashMap<>();
    final Map<String, BondedType> bonded = new HashMap<>();
    final Map<String, String> byBinaryName = new HashMap<>();
    final Map<String, String> provokers = new HashMap<>();

    Known(@Nullable Known before, Library library) {
      if (before != null) {
        libraries.addAll(before.libraries);
        types.putAll(before.types);
        bonded.putAll(before.bonded);
        byBinaryName.putAll(before.byBinaryName);
        provokers.putAll(before.provokers);
      }
      libraries.add(library);
      for (SensitiveType type : library.types()) {
        types.put(type.name(), type);
        add(type.name(), library);
      }
      for (BondedType type : library.bondedTypes()) {
        bonded.put(type.name(), type);
        add(type.name(), library);
      }
    }

    private void add(String internalName, Library library) {
      byBinaryName.put(internalName.replace('/', '.'), internalName);
      if (!library.provokedBy().isEmpty()) {
        provokers.put(internalName, library.provokedBy());
      }
    }
  }

  /** Describes what waits for the class of this name, binary or internal. */
  public void meet(String className) {
    Library library = integrations.meet(className);
    if (library != null) {
      add(library);
    }
  }

  /** Describes whatever waits. */
  public void meetAll() {
    for (Library library : integrations.meetAll()) {
      add(library);
    }
  }

  private void add(Library library) {
    Known before = known.get();
    while (before == null || !before.libraries.contains(library)) {
      known.compareAndSet(before, new Known(before, library));
      before = known.get();
    }
  }

  public @Nullable SensitiveType type(String internalName) {
    Known met = known.get();
    return met == null ? null : met.types.get(internalName);
  }

  public @Nullable BondedType bonded(String internalName) {
    Known met = known.get();
    return met == null ? null : met.bonded.get(internalName);
  }

  /**
   * The internal name of a type that is to be woven and neither was nor failed to be; or null.
   * Described now, if it was not before.
   */
  public @Nullable String wanted(String binaryName) {
    meet(binaryName);
    Known met = known.get();
    String name = met == null ? null : met.byBinaryName.get(binaryName);
    return name == null || woven().containsKey(name) ? null : name;
  }

  /** A class that can have no new field. */
  public void loadedBeforeUs(String internalName) {
    loadedBeforeUs.add(internalName);
  }

  /** Classes of libraries and of the application's that were there before us. */
  public void loadedBeforeUs(List<WeakReference<Class<?>>> those) {
    others = those;
  }

  boolean wasLoadedBeforeUs(Class<?> other) {
    for (WeakReference<Class<?>> one : others) {
      if (one.refersTo(other)) {
        return true;
      }
    }
    return false;
  }

  boolean wasLoadedBeforeUs(String internalName) {
    return loadedBeforeUs.contains(internalName);
  }

  /** The class names of the resets that are no guards, in the order integrations name them. */
  public List<String> trackedResets() {
    List<String> resets = new ArrayList<>();
    for (Library library : integrations.meetAll()) {
      resets.addAll(library.trackedResets());
    }
    return resets;
  }

  public void became(String internalName, MarkPlace place, @Nullable String fault) {
    Map<String, WovenType> before;
    Map<String, WovenType> after;
    do {
      before = woven();
      after = new HashMap<>(before);
      after.put(internalName, new WovenType(place, fault));
    } while (!woven.compareAndSet(before, after));
  }

  private Map<String, WovenType> woven() {
    return Objects.requireNonNull(woven.get());
  }

  private @Nullable MarkPlace place(String type) {
    WovenType became = woven().get(type);
    return became == null ? null : became.place;
  }

  @Override
  public boolean inField(String type) {
    return place(type) == MarkPlace.FIELD;
  }

  boolean isInPlace(String type) {
    MarkPlace place = place(type);
    return place != null && place != MarkPlace.ABSENT;
  }

  /** The provocation of each type, loaded now: nothing before the self-test needs them. */
  Map<String, Provocation> provocations() {
    Map<String, Provocation> loaded = new HashMap<>();
    Map<String, Provocation> byType = new HashMap<>();
    Known met = known.get();
    Map<String, String> provokers = met == null ? Map.of() : met.provokers;
    for (Map.Entry<String, String> entry : provokers.entrySet()) {
      Provocation provocation = loaded.get(entry.getValue());
      if (provocation == null) {
        provocation = provocation(entry.getValue());
        loaded.put(entry.getValue(), provocation);
      }
      byType.put(entry.getKey(), provocation);
    }
    return byType;
  }

  private static Provocation provocation(String className) {
    try {
      return Class.forName(className).asSubclass(Provocation.class).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(className, e);
    }
  }

  /** Types of this JDK that nothing has loaded yet; they are woven once something does. */
  public List<String> waiting() {
    List<String> names = new ArrayList<>();
    meetAll();
    Known all = Objects.requireNonNull(known.get());
    for (String type : all.byBinaryName.values()) {
      if (place(type) == null && ClassLoader.getSystemResource(type.concat(".class")) != null) {
        names.add(type.replace('/', '.'));
      }
    }
    return names;
  }

  /** How many types were met, woven or not. */
  public int met() {
    return woven().size();
  }

  /** How many are woven. */
  public int inPlace() {
    int count = 0;
    for (WovenType became : woven().values()) {
      if (became.place != MarkPlace.ABSENT) {
        count++;
      }
    }
    return count;
  }

  /** How many of them hold state that a transition makes stale; the others are merely tracked. */
  public int guarded() {
    int count = 0;
    for (Map.Entry<String, WovenType> entry : woven().entrySet()) {
      SensitiveType type = type(entry.getKey());
      boolean guarded = type == null ? bonded(entry.getKey()) != null : type.isGuarded();
      if (entry.getValue().place != MarkPlace.ABSENT && guarded) {
        count++;
      }
    }
    return count;
  }

  @Override
  public int getAsInt() {
    return guarded();
  }

  /** A line for each type that is loaded and not, or not wholly, as its integration says. */
  public List<String> troubles() {
    List<String> lines = new ArrayList<>();
    woven()
        .forEach(
            (type, became) -> {
              if (became.fault != null) {
                lines.add(
                    type.replace('/', '.')
                        + (became.place == MarkPlace.ABSENT
                            ? " is not guarded"
                            : " is guarded in part")
                        + ": "
                        + became.fault);
              }
            });
    return lines;
  }
}
