package dev.diverge.integrations;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object of the library's, or the statics of one of its classes, by the names of its members:
 * the library's classes are not visible from here. Private members count, and those of superclasses
 * after the class's own.
 *
 * <p>Members that are not there, and calls that fail, end the step they are in.
 */
public final class Instance {

  private static final Class<?>[] PRIMITIVES = {
    boolean.class,
    byte.class,
    char.class,
    short.class,
    int.class,
    long.class,
    float.class,
    double.class
  };

  private final Opener opener;
  private final Class<?> type;
  private final @Nullable Object object;
  private final LastCall last;

  /** What was called last, of this instance or of those that came with it: to look takes long. */
  private static final class LastCall {
    private @Nullable Class<?> type;
    private @Nullable Method method;
  }

  private Instance(Opener opener, Class<?> type, @Nullable Object object) {
    this(opener, type, object, new LastCall());
  }

  private Instance(Opener opener, Class<?> type, @Nullable Object object, LastCall last) {
    this.opener = opener;
    this.type = type;
    this.object = object;
    this.last = last;
  }

  /** The object, seen as {@code type}, which is its class or one above. */
  public static Instance of(Object object, Class<?> type, Opener opener) {
    return new Instance(opener, type, object);
  }

  /** The statics of a class. */
  public static Instance statics(Class<?> type, Opener opener) {
    return new Instance(opener, type, null);
  }

  /** The object itself; null for statics, and for a null. */
  public @Nullable Object value() {
    return object;
  }

  /**
   * The object, if its class is one of the JDK's.
   *
   * @throws ClassCastException if it is another, or null
   */
  public <T> T as(Class<T> jdkType) {
    if (object == null) {
      throw new ClassCastException("null is no " + jdkType.getName());
    }
    return jdkType.cast(object);
  }

  /** Another object of the library's. */
  public Instance other(Object another) {
    return wrap(another, Object.class);
  }

  /** The same object, seen as the class that it is of, which may be below this one. */
  public Instance itself() {
    return wrap(object, type);
  }

  /** The name of the object's class, or of the class whose statics these are. */
  public String className() {
    return type.getName();
  }

  /** What is in a field. */
  public Instance get(String field) throws Exception {
    Field found = field(field);
    return wrap(found.get(object), found.getType());
  }

  /** Whether there is such a field. */
  public boolean hasField(String field) {
    return find(field) != null;
  }

  /** Gives a field another value, of exactly its type. */
  public Instance set(String field, @Nullable Object value) throws Exception {
    field(field).set(object, value);
    return this;
  }

  /** The declared type of a field. */
  public Class<?> typeOf(String field) throws NoSuchFieldException {
    return field(field).getType();
  }

  /** Whether {@link #call} would find a method. */
  public boolean hasMethod(String method, @Nullable Object... arguments) {
    return find(method, arguments) != null;
  }

  /** Calls the first method of this name that takes these arguments, and gives what it returns. */
  public Instance call(String method, @Nullable Object... arguments) throws Exception {
    Method found = last.method;
    if (found == null
        || last.type != type
        || !found.getName().equals(method)
        || !takes(found.getParameterTypes(), arguments)) {
      found = find(method, arguments);
      if (found == null) {
        throw new NoSuchMethodException(type.getName() + "." + method);
      }
      opener.open(found.getDeclaringClass(), found);
      last.type = type;
      last.method = found;
    }
    return invoke(found, arguments);
  }

  /** The statics of the class of this name that the library itself would find. */
  public Instance type(String className) throws ClassNotFoundException {
    return statics(Class.forName(className, true, type.getClassLoader()), opener);
  }

  /** A new instance of this class. */
  public Instance make(@Nullable Object... arguments) throws Exception {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (takes(constructor.getParameterTypes(), arguments)) {
        opener.open(type, constructor);
        try {
          return wrap(constructor.newInstance(arguments), type);
        } catch (InvocationTargetException e) {
          throw thrown(e);
        }
      }
    }
    throw new NoSuchMethodException(type.getName() + ".<init>");
  }

  /** The elements of a collection or array, or the values of a map; a copy. */
  public List<Instance> each() {
    List<Instance> elements = new ArrayList<>();
    LastCall common = new LastCall();
    if (object instanceof Map<?, ?> map) {
      for (Object value : map.values()) {
        elements.add(element(value, common));
      }
    } else if (object instanceof Iterable<?> iterable) {
      for (Object element : iterable) {
        elements.add(element(element, common));
      }
    } else if (object != null && object.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(object); i++) {
        elements.add(element(Array.get(object, i), common));
      }
    }
    return elements;
  }

  private Instance element(@Nullable Object value, LastCall common) {
    return new Instance(opener, value != null ? value.getClass() : Object.class, value, common);
  }

  private Instance wrap(@Nullable Object value, Class<?> declared) {
    return new Instance(opener, value != null ? value.getClass() : declared, value);
  }

  private Field field(String name) throws NoSuchFieldException {
    Field found = find(name);
    if (found == null) {
      throw new NoSuchFieldException(type.getName() + "." + name);
    }
    opener.open(found.getDeclaringClass(), found);
    return found;
  }

  private @Nullable Field find(String name) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Field declared : c.getDeclaredFields()) {
        if (declared.getName().equals(name)) {
          return declared;
        }
      }
    }
    return null;
  }

  private @Nullable Method find(String name, @Nullable Object[] arguments) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      Method found = method(c.getDeclaredMethods(), name, arguments);
      if (found != null) {
        return found;
      }
    }
    return method(type.getMethods(), name, arguments); // an interface's default
  }

  private static @Nullable Method method(
      Method[] among, String name, @Nullable Object[] arguments) {
    for (Method method : among) {
      if (method.getName().equals(name)
          && !method.isBridge()
          && !Modifier.isAbstract(method.getModifiers())
          && takes(method.getParameterTypes(), arguments)) {
        return method;
      }
    }
    return null;
  }

  private static boolean takes(Class<?>[] parameters, @Nullable Object[] arguments) {
    if (parameters.length != arguments.length) {
      return false;
    }
    for (int i = 0; i < parameters.length; i++) {
      Object argument = arguments[i];
      boolean fits =
          argument == null
              ? !parameters[i].isPrimitive()
              : boxed(parameters[i]).isInstance(argument);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static Class<?> boxed(Class<?> type) {
    for (Class<?> primitive : PRIMITIVES) {
      if (primitive == type) {
        return Array.get(Array.newInstance(type, 1), 0).getClass();
      }
    }
    return type;
  }

  private Instance invoke(Method method, @Nullable Object[] arguments) throws Exception {
    try {
      return wrap(method.invoke(object, arguments), method.getReturnType());
    } catch (InvocationTargetException e) {
      throw thrown(e);
    }
  }

  private static Exception thrown(InvocationTargetException e) {
    return e.getCause() instanceof Exception cause ? cause : e;
  }
}
