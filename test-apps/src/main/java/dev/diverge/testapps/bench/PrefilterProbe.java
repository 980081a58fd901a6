package dev.diverge.testapps.bench;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shows the agent in this JVM the names of the JDK's desktop classes, of which none concerns it, as
 * the JVM does when it loads a class: strings whose hash nobody asked for yet. Prints nanoseconds a
 * class, a line each: in the first pass over them, the median of later ones, and that of the same
 * with the system's loader, where the JDK's types are looked up too.
 */
public final class PrefilterProbe {

  private static final int PASSES = 200;
  private static final byte[] NO_CLASS = {};

  private PrefilterProbe() {}

  public static void main(String[] arguments) throws Exception {
    ClassFileTransformer transformer = transformer();
    List<char[]> names = names();
    ClassLoader others = new ClassLoader() {};
    double first = pass(transformer, others, names);
    double later = later(transformer, others, names);
    double system = later(transformer, ClassLoader.getSystemClassLoader(), names);
    System.out.println(first + "\n" + later + "\n" + system);
  }

  private static double later(
      ClassFileTransformer transformer, ClassLoader loader, List<char[]> names) throws Exception {
    double[] passes = new double[PASSES];
    for (int i = 0; i < PASSES; i++) {
      passes[i] = pass(transformer, loader, names);
    }
    Arrays.sort(passes);
    return passes[PASSES / 2];
  }

  private static double pass(
      ClassFileTransformer transformer, ClassLoader loader, List<char[]> names) throws Exception {
    String[] fresh = names.stream().map(String::new).toArray(String[]::new);
    long began = System.nanoTime();
    for (String name : fresh) {
      if (transformer.transform(loader, name, null, null, NO_CLASS) != null) {
        throw new IllegalStateException(name);
      }
    }
    return (System.nanoTime() - began) / (double) fresh.length;
  }

  private static List<char[]> names() throws IOException {
    Path desktop = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.desktop");
    try (Stream<Path> files = Files.walk(desktop)) {
      return files
          .map(file -> desktop.relativize(file).toString())
          .filter(file -> file.endsWith(".class"))
          .map(file -> file.substring(0, file.length() - ".class".length()).toCharArray())
          .toList();
    }
  }

  /** Another one like the one that the agent has installed. */
  private static ClassFileTransformer transformer() throws ReflectiveOperationException {
    Object install = value(Class.forName("dev.diverge.entry.DivergeAgent"), null);
    // The agent's module is open to nobody; with java.lang opened to us, by a flag, we open it.
    open(Module.class.getDeclaredMethod("implAddOpensToAllUnnamed", String.class))
        .invoke(install.getClass().getModule(), install.getClass().getPackageName());
    Object agent = value(install.getClass(), install);
    Constructor<?> constructor =
        open(
            Class.forName(
                    "dev.diverge.agent.HookTransformer", true, agent.getClass().getClassLoader())
                .getDeclaredConstructor(agent.getClass(), boolean.class));
    return (ClassFileTransformer) constructor.newInstance(agent, false);
  }

  private static Object value(Class<?> type, @Nullable Object of)
      throws ReflectiveOperationException {
    Field installed = type.getDeclaredField("installed");
    return open(installed).get(of);
  }

  private static <T extends AccessibleObject> T open(T member) {
    member.setAccessible(true);
    return member;
  }
}
