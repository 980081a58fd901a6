package dev.diverge.integrations;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What others can compile against, a line each.
 *
 * @param all sorted
 * @param burdens those of them that an implementor or a subclass must bring
 */
record Signatures(Set<String> all, Set<String> burdens) {

  static Signatures of(List<Class<?>> classes) {
    Signatures signatures = new Signatures(new TreeSet<>(), new TreeSet<>());
    classes.forEach(signatures::add);
    return signatures;
  }

  List<String> lines() {
    return List.copyOf(all);
  }

  private void add(Class<?> type) {
    if (!Modifier.isPublic(type.getModifiers())) {
      return;
    }
    String name = type.getName();
    String kind = Modifier.toString(type.getModifiers()) + (type.isInterface() ? "" : " class");
    String above =
        type.getGenericSuperclass() == null
            ? ""
            : " extends " + type.getGenericSuperclass().getTypeName();
    all.add(name + ": " + kind + above + names(" implements ", type.getGenericInterfaces()));
    for (Field field : type.getDeclaredFields()) {
      if (isSeen(field.getModifiers()) && !field.isSynthetic()) {
        String declared = field.getGenericType().getTypeName() + said(field.getModifiers());
        all.add(name + "." + field.getName() + ": " + declared);
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (isSeen(constructor.getModifiers()) && !constructor.isSynthetic()) {
        all.add(name + ".<init>" + parameters(constructor));
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      if (isSeen(method.getModifiers()) && !method.isSynthetic()) {
        String line =
            name
                + "."
                + method.getName()
                + parameters(method)
                + ": "
                + method.getGenericReturnType().getTypeName()
                + said(method.getModifiers());
        all.add(line);
        if (Modifier.isAbstract(method.getModifiers()) && !type.isAnnotation()) {
          burdens.add(line);
        }
      }
    }
    Arrays.stream(type.getDeclaredClasses()).forEach(this::add);
  }

  private static boolean isSeen(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String said(int modifiers) {
    return (Modifier.isStatic(modifiers) ? " static" : "")
        + (Modifier.isFinal(modifiers) ? " final" : "")
        + (Modifier.isAbstract(modifiers) ? " abstract" : "");
  }

  private static String parameters(Executable of) {
    return Arrays.stream(of.getGenericParameterTypes())
            .map(Type::getTypeName)
            .collect(Collectors.joining(", ", "(", ")"))
        + names(" throws ", of.getGenericExceptionTypes());
  }

  private static String names(String before, Type[] types) {
    return types.length == 0
        ? ""
        : Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(", ", before, ""));
  }
}
