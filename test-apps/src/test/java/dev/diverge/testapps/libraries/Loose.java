package dev.diverge.testapps.libraries;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** An object whose class has another name in another version, by the names of its methods. */
public record Loose(Object value) {

  public static boolean exists(String className) {
    return Loose.class.getClassLoader().getResource(className.replace('.', '/') + ".class") != null;
  }

  public static Loose make(String className, Object... arguments) throws Exception {
    for (Constructor<?> constructor : Class.forName(className).getConstructors()) {
      if (takes(constructor, arguments)) {
        return new Loose(constructor.newInstance(arguments));
      }
    }
    throw new NoSuchMethodError(className);
  }

  public Loose call(String name, Object... arguments) throws Exception {
    for (Method method : value.getClass().getMethods()) {
      if (method.getName().equals(name) && !method.isBridge() && takes(method, arguments)) {
        method.setAccessible(true);
        return new Loose(method.invoke(value, arguments));
      }
    }
    throw new NoSuchMethodError(name);
  }

  static boolean takes(Executable executable, @Nullable Object... arguments) {
    Class<?>[] parameters = executable.getParameterTypes();
    boolean takes = parameters.length == arguments.length;
    for (int i = 0; takes && i < parameters.length; i++) {
      takes =
          arguments[i] == null
              ? !parameters[i].isPrimitive()
              : boxed(parameters[i]).isInstance(arguments[i]);
    }
    return takes;
  }

  private static Class<?> boxed(Class<?> type) {
    return type.isPrimitive() && type != void.class
        ? Array.get(Array.newInstance(type, 1), 0).getClass()
        : type;
  }
}
