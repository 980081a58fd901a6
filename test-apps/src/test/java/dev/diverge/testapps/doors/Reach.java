package dev.diverge.testapps.doors;

import java.lang.instrument.Instrumentation;
import java.lang.ref.Reference;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Goes wherever reflection lets application code go from what it has in hand. */
final class Reach {

  private static final int AT_MOST = 300_000;

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> next = new ArrayDeque<>();
  private final List<String> taken = new ArrayList<>();

  void from(@Nullable Object root) {
    if (root != null && seen.size() < AT_MOST && seen.add(root)) {
      next.add(root);
    }
  }

  /** What was found that is nobody's but the agent's. */
  List<String> taken() {
    for (Object one; (one = next.poll()) != null; ) {
      if (one instanceof Instrumentation) {
        taken.add("Instrumentation");
      }
      visit(one);
    }
    return taken;
  }

  private void visit(Object one) {
    if (one instanceof Class<?> type) {
      from(type.getClassLoader());
      if (isOurs(type)) {
        fields(type, null);
      }
    } else if (one instanceof Thread thread) {
      from(thread.getContextClassLoader());
      from(thread.getUncaughtExceptionHandler());
    } else if (one instanceof AtomicReference<?> reference) {
      from(reference.get());
    } else if (one instanceof Reference<?> reference) {
      from(reference.get());
    } else if (one.getClass().getName().startsWith("java.util.")
        && one instanceof Collection<?> all) {
      new ArrayList<>(all).forEach(this::from);
    } else if (one.getClass().getName().startsWith("java.util.") && one instanceof Map<?, ?> map) {
      new ArrayList<>(map.keySet()).forEach(this::from);
      new ArrayList<>(map.values()).forEach(this::from);
    } else if (one instanceof Object[] array) {
      for (int i = 0; i < Array.getLength(array); i++) {
        from(array[i]);
      }
    }
    from(one.getClass());
    for (Class<?> c = one.getClass(); c != null; c = c.getSuperclass()) {
      fields(c, one);
    }
  }

  private void fields(Class<?> type, @Nullable Object of) {
    for (Field field : type.getDeclaredFields()) {
      boolean isStatic = Modifier.isStatic(field.getModifiers());
      if (isStatic != (of == null) || field.getType().isPrimitive() || !opens(field)) {
        continue;
      }
      try {
        Object value = field.get(of);
        if (isOurs(type) && value instanceof byte[] bytes && bytes.length == 32) {
          taken.add("the key, from " + type.getName());
        }
        from(value);
      } catch (ReflectiveOperationException | RuntimeException | Error refused) {
        // Then this is no way.
      }
    }
  }

  private static boolean opens(AccessibleObject member) {
    try {
      member.setAccessible(true);
      return true;
    } catch (RuntimeException refused) {
      return false;
    }
  }

  /** The agent's, or this test's decoy. */
  private static boolean isOurs(Class<?> type) {
    String name = type.getName();
    return name.startsWith("dev.diverge.") || name.startsWith("java.lang.Diverge");
  }
}
