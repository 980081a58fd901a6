package dev.diverge.agent.reach;

import dev.diverge.integrations.SensitiveType;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The living instances of classes that are tracked, for integrations and for rules, and those
 * classes themselves once they are initialised; held weakly. Thread-safe, without locks.
 */
public final class TrackedInstances implements Consumer<Object> {

  private final Set<WeakIdentity> all = ConcurrentHashMap.newKeySet();
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

  @Override
  public void accept(Object born) {
    for (Reference<?> gone; (gone = collected.poll()) != null; ) {
      all.remove(gone);
    }
    all.add(new WeakIdentity(born, collected));
  }

  /** The instances that live of a class of this name, and of classes below it. */
  public List<Object> instances(String className) {
    List<Object> living = new ArrayList<>();
    Class<?> last = null; // thousands of one class: its kin is looked up once
    boolean kin = false;
    for (WeakIdentity key : all) {
      Object instance = key.get();
      if (instance == null || instance instanceof Class) {
        continue;
      }
      if (instance.getClass() != last) {
        last = instance.getClass();
        kin = typed(instance, className) != null;
      }
      if (kin) {
        living.add(instance);
      }
    }
    return living;
  }

  /** The classes of this name, one for each loader. */
  public List<Class<?>> classes(String className) {
    List<Class<?>> initialised = new ArrayList<>();
    for (WeakIdentity key : all) {
      if (key.get() instanceof Class<?> type && type.getName().equals(className)) {
        initialised.add(type);
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
