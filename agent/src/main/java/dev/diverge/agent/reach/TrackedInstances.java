package dev.diverge.agent.reach;

import dev.diverge.integrations.SensitiveType;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The living instances of classes that are tracked, for integrations and for rules, and those
 * classes themselves once they are initialised; held weakly. Thread-safe, without locks.
 *
 * <p>By the name of their class: a transition asks for some thirty types, and there may be 10,000
 * sockets.
 */
public final class TrackedInstances implements Consumer<Object> {

  private final Map<String, SameName> byName = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

  /** Those of classes of one name: there is a class for each loader that has it. */
  private static final class SameName {
    private final Set<WeakIdentity> all = ConcurrentHashMap.newKeySet();

    /** The names of those classes, and of all above them. */
    private final Set<String> kin = ConcurrentHashMap.newKeySet();

    private volatile WeakReference<@Nullable Class<?>> last = new WeakReference<>(null);

    /** Its kin comes first: whoever sees the instance sees that. */
    void add(Object born, ReferenceQueue<Object> collected) {
      Class<?> type = born.getClass();
      if (!last.refersTo(type)) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
          kin.add(c.getName());
        }
        last = new WeakReference<>(type);
      }
      all.add(new Tracked(born, collected, all));
    }

    boolean mayBe(String className) {
      for (String each : kin) {
        if (SensitiveType.isCalled(each, className)) {
          return true;
        }
      }
      return false;
    }
  }

  private static final class Tracked extends WeakIdentity {
    private final Set<WeakIdentity> among;

    Tracked(Object instance, ReferenceQueue<Object> collected, Set<WeakIdentity> among) {
      super(instance, collected);
      this.among = among;
    }
  }

  @Override
  public void accept(Object born) {
    for (Reference<?> gone; (gone = collected.poll()) != null; ) {
      if (gone instanceof Tracked tracked) {
        tracked.among.remove(tracked);
      }
    }
    String name = born.getClass().getName();
    SameName same = byName.get(name);
    if (same == null) {
      SameName made = new SameName();
      SameName other = byName.putIfAbsent(name, made);
      same = other == null ? made : other;
    }
    same.add(born, collected);
  }

  /** The instances that live of a class of this name, and of classes below it. */
  public List<Object> instances(String className) {
    List<Object> living = new ArrayList<>();
    for (SameName same : byName.values()) {
      if (same.mayBe(className)) {
        instances(same, className, living);
      }
    }
    return living;
  }

  private static void instances(SameName same, String className, List<Object> into) {
    Class<?> last = null; // thousands of one class: its kin is looked up once
    boolean kin = false;
    for (WeakIdentity key : same.all) {
      Object instance = key.get();
      if (instance == null || instance instanceof Class) {
        continue;
      }
      if (instance.getClass() != last) {
        last = instance.getClass();
        kin = typed(instance, className) != null;
      }
      if (kin) {
        into.add(instance);
      }
    }
  }

  /** The classes of this name, one for each loader. */
  public List<Class<?>> classes(String className) {
    List<Class<?>> initialised = new ArrayList<>();
    SameName classes = byName.get("java.lang.Class");
    if (classes != null) {
      for (WeakIdentity key : classes.all) {
        if (key.get() instanceof Class<?> type && type.getName().equals(className)) {
          initialised.add(type);
        }
      }
    }
    return initialised;
  }

  /**
   * The class of this name, or of a name with this {@code *.ending}, among the instance's own and
   * those above it.
   */
  public static @Nullable Class<?> typed(Object instance, String className) {
    for (Class<?> c = instance.getClass(); c != null; c = c.getSuperclass()) {
      if (SensitiveType.isCalled(c.getName(), className)) {
        return c;
      }
    }
    return null;
  }
}
