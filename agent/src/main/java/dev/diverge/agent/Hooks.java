package dev.diverge.agent;

import dev.diverge.agent.weave.GuardWeaver;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Provocation;
import dev.diverge.integrations.SensitiveType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Every guarded type the integrations name, and what became of it. Thread-safe once loaded. */
final class Hooks implements GuardWeaver.Marks {

  /** What became of a guarded type. */
  enum State {
    /** Woven while it was loaded. */
    FIELD,
    /** Woven after it was loaded. */
    TABLE,
    /** Not woven: it is not as the integration says. */
    ABSENT
  }

  private final Map<String, SensitiveType> types = new HashMap<>();
  private final Map<String, SensitiveType> byBinaryName = new HashMap<>();
  private final Map<String, String> provokers = new HashMap<>();
  private final List<String> trackedResets = new ArrayList<>();
  private final Map<String, State> states = new ConcurrentHashMap<>();
  private final Map<String, String> remarks = new ConcurrentHashMap<>();

  /** Has the integrations describe theirs; before anything is asked for. */
  void describe(List<Integration> integrations) {
    for (Integration integration : integrations) {
      Library library = new Library();
      integration.describe(library);
      for (SensitiveType type : library.types()) {
        types.put(type.name(), type);
        byBinaryName.put(type.name().replace('/', '.'), type);
        if (!library.provokedBy().isEmpty()) {
          provokers.put(type.name(), library.provokedBy());
        }
      }
      trackedResets.addAll(library.trackedResets());
    }
  }

  @Nullable SensitiveType type(String internalName) {
    return types.get(internalName);
  }

  @Nullable SensitiveType typeOf(String binaryName) {
    return byBinaryName.get(binaryName);
  }

  /** The class names of the resets that are no guards, in the order integrations name them. */
  List<String> trackedResets() {
    return trackedResets;
  }

  void became(String internalName, State state, List<String> missing) {
    states.put(internalName, state);
    if (!missing.isEmpty()) {
      remarks.put(internalName, missing.toString());
    }
  }

  @Nullable State state(String internalName) {
    return states.get(internalName);
  }

  @Override
  public boolean inField(String type) {
    return states.get(type) == State.FIELD;
  }

  boolean isInPlace(String type) {
    State state = states.get(type);
    return state != null && state != State.ABSENT;
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

  /** Guarded types of this JDK that nothing has loaded yet; they are woven once something does. */
  List<String> waiting() {
    List<String> names = new ArrayList<>();
    for (String type : types.keySet()) {
      if (states.get(type) == null
          && ClassLoader.getSystemResource(type.concat(".class")) != null) {
        names.add(type.replace('/', '.'));
      }
    }
    return names;
  }

  /** How many guarded types were met, woven or not. */
  int met() {
    return states.size();
  }

  /** How many guarded types are woven. */
  int inPlace() {
    int count = 0;
    for (State state : states.values()) {
      if (state != State.ABSENT) {
        count++;
      }
    }
    return count;
  }

  /** How many of them hold state that a transition makes stale; the others are merely tracked. */
  int guarded() {
    int count = 0;
    for (Map.Entry<String, State> entry : states.entrySet()) {
      SensitiveType type = types.get(entry.getKey());
      if (entry.getValue() != State.ABSENT && type != null && type.isGuarded()) {
        count++;
      }
    }
    return count;
  }

  /** A line for each type that is loaded and not, or not wholly, as its integration says. */
  List<String> troubles() {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, String> remark : remarks.entrySet()) {
      boolean absent = states.get(remark.getKey()) == State.ABSENT;
      lines.add(
          remark.getKey().replace('/', '.')
              + (absent ? " is not guarded" : " is guarded in part")
              + ": this JDK's class lacks "
              + remark.getValue());
    }
    return lines;
  }
}
