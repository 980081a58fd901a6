package dev.diverge.audit.walk;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.security.CodeSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** All fields that were met, by names that are the same in each start. */
final class Sites {

  private final Map<String, Site> all = new LinkedHashMap<>();
  private final Map<Class<?>, String> jars = new java.util.HashMap<>();

  Site of(Class<?> owner, Field field) {
    return all.computeIfAbsent(
        steady(owner.getName()) + "#" + field.getName(),
        name ->
            new Site(
                steady(owner.getName()),
                plain(field.getName()),
                steady(field.getType().getTypeName()),
                Modifier.isStatic(field.getModifiers()),
                isConstant(field),
                !Classes.isOfJdk(owner),
                jar(owner)));
  }

  /** One that is no field, such as a system property. */
  Site of(Class<?> owner, String what, String type, boolean counts) {
    return all.computeIfAbsent(
        owner.getName() + "#" + what,
        name -> new Site(owner.getName(), plain(what), type, true, false, counts, jar(owner)));
  }

  /** Which the compiler may have put in, or tables. */
  private static boolean isConstant(Field field) {
    int modifiers = field.getModifiers();
    return Modifier.isStatic(modifiers)
        && Modifier.isFinal(modifiers)
        && (field.getType().isPrimitive()
            || field.getType() == int[].class
            || field.getType() == long[].class);
  }

  Iterable<Site> all() {
    return all.values();
  }

  private String jar(Class<?> type) {
    return jars.computeIfAbsent(type, Sites::origin);
  }

  private static String origin(Class<?> type) {
    try {
      CodeSource source = type.getProtectionDomain().getCodeSource();
      URL location = source == null ? null : source.getLocation();
      return location == null ? "-" : file(location.toString());
    } catch (RuntimeException | LinkageError unknown) {
      return "-";
    }
  }

  /** The last jar that is named, as in {@code jar:nested:/app.jar/!BOOT-INF/lib/x.jar!/}. */
  private static String file(String location) {
    int end = location.lastIndexOf(".jar");
    String path = end < 0 ? location : location.substring(0, end + 4);
    while (path.endsWith("/") || path.endsWith("!")) {
      path = path.substring(0, path.length() - 1);
    }
    path = path.substring(path.lastIndexOf('/') + 1);
    return path.isEmpty() ? "-" : plain(path);
  }

  /** Without what the JVM numbers: {@code A$$Lambda$12/0x00f7}, {@code $Proxy12}. */
  static String steady(String className) {
    int slash = className.indexOf('/');
    String name = slash < 0 ? className : className.substring(0, slash);
    int end = name.length();
    while (end > 0 && name.charAt(end - 1) >= '0' && name.charAt(end - 1) <= '9') {
      end--;
    }
    String head = name.substring(0, end);
    return plain(
        head.endsWith("$$Lambda$") || head.endsWith("$Proxy") || head.endsWith("Accessor")
            ? head
            : name);
  }

  private static String plain(String name) {
    return name.isEmpty() ? "-" : name.replace(' ', '_');
  }
}
