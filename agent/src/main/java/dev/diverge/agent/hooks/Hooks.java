package dev.diverge.agent.hooks;

import dev.diverge.agent.libraries.Integrations;
import dev.diverge.agent.weave.GuardWeaver;
import dev.diverge.integrations.BondedType;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Provocation;
import dev.diverge.integrations.SensitiveType;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
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
  private final Set<Library> described = ConcurrentHashMap.newKeySet();
  private final Map<String, SensitiveType> types = new ConcurrentHashMap<>();
  private final Map<String, BondedType> bonded = new ConcurrentHashMap<>();
  private final Map<String, String> byBinaryName = new ConcurrentHashMap<>();
  private final Map<String, String> provokers = new ConcurrentHashMap<>();
  private final Set<String> loadedBeforeUs = ConcurrentHashMap.newKeySet();
  private volatile List<WeakReference<Class<?>>> others = List.of();
  private final List<String> trackedResets = new ArrayList<>();

  /**
   * Copied by whoever writes: a concurrent map that two threads fought over would ask
   * ThreadLocalRandom for help, in the midst of weaving that class or its superclass.
   */
  private final AtomicReference<Map<String, WovenType>> woven = new AtomicReference<>(Map.of());

  public Hooks(Integrations integrations) {
    this.integrations = integrations;
  }

  /** Describes the types that do not wait; before anything is asked for. */
  public void describe() {
    for (Integration integration : integrations.eager()) {
      Library library = new Library();
      integration.describe(library);
      add(library);
      trackedResets.addAll(library.trackedResets());
    }
  }

  /** Describes what waits for the class of this name, binary or internal. */
  public void meet(String className) {
    Library library = integrations.meet(className);
    if (library != null && !described.contains(library)) {
      add(library);
      described.add(library);
    }
  }

  /** Describes whatever waits. */
  public void meetAll() {
    for (Library library : integrations.meetAll()) {
      add(library);
    }
  }

  private void add(Library library) {
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

  public @Nullable SensitiveType type(String internalName) {
    return types.get(internalName);
  }

  public @Nullable BondedType bonded(String internalName) {
    return bonded.get(internalName);
  }

  /** The internal name of a type that is to be woven and neither was nor failed to be; or null. */
  public @Nullable String wanted(String binaryName) {
    String name = byBinaryName.get(binaryName);
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
    return trackedResets;
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
    for (String type : byBinaryName.values()) {
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
      SensitiveType type = types.get(entry.getKey());
      boolean guarded = type == null ? bonded.containsKey(entry.getKey()) : type.isGuarded();
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
