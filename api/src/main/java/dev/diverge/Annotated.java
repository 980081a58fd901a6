package dev.diverge;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Members annotated with {@link OnClone}, made into actions. */
final class Annotated {

  private Annotated() {}

  static Registration register(Object owner) {
    boolean isStatic = owner instanceof Class<?>;
    Class<?> type = owner instanceof Class<?> itself ? itself : owner.getClass();
    List<Registration> all = new ArrayList<>();
    try {
      for (Class<?> c = type; c != null; c = c.getSuperclass()) {
        for (Method method : c.getDeclaredMethods()) {
          OnClone mark = method.getAnnotation(OnClone.class);
          if (mark != null && Modifier.isStatic(method.getModifiers()) == isStatic) {
            all.add(Registry.add(owner, mark.order(), call(method)));
          }
        }
        for (Field field : c.getDeclaredFields()) {
          OnClone mark = field.getAnnotation(OnClone.class);
          if (mark != null && Modifier.isStatic(field.getModifiers()) == isStatic) {
            all.add(Registry.add(owner, mark.order(), empty(field)));
          }
        }
      }
      if (all.isEmpty()) {
        throw new IllegalArgumentException(
            type.getName()
                + " has no "
                + (isStatic ? "static" : "instance")
                + " member annotated with @OnClone");
      }
    } catch (RuntimeException bad) {
      all.forEach(Registration::close);
      throw bad;
    }
    return () -> all.forEach(Registration::close);
  }

  private static CloneAction<Object> call(Method method) {
    if (method.getParameterCount() != 0) {
      throw new IllegalArgumentException("@OnClone needs a method without parameters: " + method);
    }
    open(method, method);
    boolean isStatic = Modifier.isStatic(method.getModifiers());
    return owner -> {
      try {
        method.invoke(isStatic ? null : owner);
      } catch (InvocationTargetException e) {
        Throwable cause = e.getCause();
        if (cause instanceof Error error) {
          throw error;
        }
        throw cause instanceof Exception exception ? exception : e;
      }
    };
  }

  private static CloneAction<Object> empty(Field field) {
    Class<?> type = field.getType();
    boolean container = Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
    if (!container && Modifier.isFinal(field.getModifiers())) {
      throw new IllegalArgumentException("@OnClone cannot empty a final field: " + field);
    }
    open(field, field);
    boolean isStatic = Modifier.isStatic(field.getModifiers());
    return owner -> {
      Object target = isStatic ? null : owner;
      Object value = field.get(target);
      if (value instanceof Collection<?> collection) {
        collection.clear();
      } else if (value instanceof Map<?, ?> map) {
        map.clear();
      } else if (!container) {
        field.set(target, nothing(type));
      }
    };
  }

  private static @Nullable Object nothing(Class<?> type) {
    return type.isPrimitive()
        ? java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(type, 1), 0)
        : null;
  }

  private static void open(AccessibleObject object, Member member) {
    if (!object.trySetAccessible()) {
      throw new IllegalArgumentException(
          "@OnClone cannot reach "
              + member
              + ": its module must open "
              + member.getDeclaringClass().getPackageName()
              + " to dev.diverge.api");
    }
  }
}
