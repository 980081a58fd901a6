package dev.diverge.testapps.libraries;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a library keeps to itself: private members, statics, by their names. */
public final class Inside {
  /** Where AccessibleObject has its flag, in a JVM with compressed class pointers. */
  private static final long OVERRIDE = 12;

  private Inside() {}

  /** A static method of a class, or an object's of whatever class. */
  public static Object call(Object target, String name, @Nullable Object... arguments)
      throws Exception {
    boolean isStatic = target instanceof String;
    Class<?> type = isStatic ? Class.forName((String) target) : target.getClass();
    for (Class<?> each : above(type)) {
      for (Method method : each.getDeclaredMethods()) {
        if (method.getName().equals(name) && !method.isBridge() && Loose.takes(method, arguments)) {
          method.setAccessible(true);
          try {
            return method.invoke(isStatic ? null : target, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
          }
        }
      }
    }
    throw new NoSuchMethodError(type + "." + name);
  }

  public static Object make(String className, @Nullable Object... arguments) throws Exception {
    for (Constructor<?> constructor : Class.forName(className).getDeclaredConstructors()) {
      if (Loose.takes(constructor, arguments)) {
        constructor.setAccessible(true);
        return constructor.newInstance(arguments);
      }
    }
    throw new NoSuchMethodError(className);
  }

  static boolean canMake(String className, Object... arguments) throws Exception {
    return Arrays.stream(Class.forName(className).getDeclaredConstructors())
        .anyMatch(constructor -> Loose.takes(constructor, arguments));
  }

  /** Calls a method with nothing but nulls, and minds nothing. */
  public static void provoke(Object target, String name) throws Exception {
    for (Method method : target.getClass().getDeclaredMethods()) {
      if (method.getName().equals(name)) {
        method.setAccessible(true);
        try {
          method.invoke(target, nothing(method.getParameterTypes()));
        } catch (InvocationTargetException asExpected) {
          // There is nobody to be called.
        }
        return;
      }
    }
    throw new NoSuchMethodError(target.getClass() + "." + name);
  }

  private static Object[] nothing(Class<?>[] types) {
    return Arrays.stream(types).map(type -> Array.get(Array.newInstance(type, 1), 0)).toArray();
  }

  /** As {@code --add-opens} does. */
  public static void open(String javaPackage) throws Exception {
    Class<?> unsafe = Class.forName("sun.misc.Unsafe");
    Field theUnsafe = unsafe.getDeclaredField("theUnsafe");
    theUnsafe.setAccessible(true);
    Method opens = Module.class.getDeclaredMethod("implAddOpensToAllUnnamed", String.class);
    unsafe
        .getMethod("putBoolean", Object.class, long.class, boolean.class)
        .invoke(theUnsafe.get(null), opens, OVERRIDE, true);
    opens.invoke(Object.class.getModule(), javaPackage);
  }

  public static Object get(Object target, String name) throws Exception {
    return field(target, name).get(target instanceof String ? null : target);
  }

  public static void set(Object target, String name, Object value) throws Exception {
    field(target, name).set(target instanceof String ? null : target, value);
  }

  private static Field field(Object target, String name) throws Exception {
    Class<?> type =
        target instanceof String className ? Class.forName(className) : target.getClass();
    for (Class<?> each : above(type)) {
      for (Field field : each.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field;
        }
      }
    }
    throw new NoSuchFieldError(type + "." + name);
  }

  private static List<Class<?>> above(Class<?> type) {
    List<Class<?>> all = new ArrayList<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      all.add(each);
    }
    return all;
  }
}
