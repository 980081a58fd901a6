package dev.diverge.agent.weave;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the guard, which is in {@code java.base} only where the agent is. Its page changes
 * by {@link #cloned}, also in the middle of a woven method that calls {@link #midway}.
 */
public final class TestGuard {

  static final List<Object> born = Collections.synchronizedList(new ArrayList<>());

  private static final Map<Object, Integer> marks =
      Collections.synchronizedMap(new IdentityHashMap<>());

  private static final AtomicInteger now = new AtomicInteger(1);
  private static volatile Consumer<Object> onReset = state -> {};
  private static volatile Runnable onMidway = () -> {};

  private TestGuard() {}

  static void cloned() {
    now.incrementAndGet();
  }

  /** What a reset does to the class or instance, and what happens in the middle of a method. */
  static void expect(Consumer<Object> reset, Runnable midway) {
    onReset = reset;
    onMidway = midway;
    born.clear();
  }

  public static void midway() {
    onMidway.run();
  }

  public static int renewed(int mark) {
    int current = now.get();
    return mark == 0 || mark == current ? 0 : current;
  }

  public static int renewedStatic(int mark) {
    return renewed(mark == 0 ? 1 : mark);
  }

  public static int mark() {
    return now.get();
  }

  public static void settled() {}

  public static void emptied() {}

  public static boolean reset(Object state, String type) {
    onReset.accept(state);
    return true;
  }

  public static void born(Object o) {
    born.add(o);
  }

  public static int markOf(Object o, int unset) {
    return marks.getOrDefault(o, unset);
  }

  public static void setMark(Object o, int mark, int unset) {
    marks.put(o, mark);
  }

  public static void inherit(Object to, Object from, String below)
      throws ReflectiveOperationException {
    @Nullable Class<?> c = from.getClass();
    while (c != null && !c.getName().equals(below)) {
      c = c.getSuperclass();
    }
    for (c = c == null ? null : c.getSuperclass(); c != null; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          field.set(to, field.get(from));
        }
      }
    }
  }
}
