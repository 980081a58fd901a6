package dev.diverge.testapps.bench;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.reflect.AccessibleObject;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shows the agent in this JVM the names of the JDK's desktop classes, of which none concerns it, as
 * the JVM does when it loads a class: strings whose hash nobody asked for yet. Prints nanoseconds a
 * class, a line each: in the first pass over them, the median of later ones, and that of the same
 * with the system's loader, where the JDK's types are looked up too; and the median with the class
 * files themselves, whose constants are looked at.
 */
public final class PrefilterProbe {

  private static final int PASSES = 200;
  private static final byte[] NO_CLASS = {};

  private PrefilterProbe() {}

  public static void main(String[] arguments) throws Exception {
    ClassFileTransformer transformer = transformer();
    List<char[]> names = names();
    ClassLoader others = new ClassLoader() {};
    List<byte[]> none = Collections.nCopies(names.size(), NO_CLASS);
    double first = pass(transformer, others, names, none);
    double later = later(transformer, others, names, none);
    double system = later(transformer, ClassLoader.getSystemClassLoader(), names, none);
    double whole = later(transformer, others, names, classFiles(names));
    System.out.println(first + "\n" + later + "\n" + system + "\n" + whole);
  }

  private static double later(
      ClassFileTransformer transformer, ClassLoader loader, List<char[]> names, List<byte[]> files)
      throws Exception {
    double[] passes = new double[PASSES];
    for (int i = 0; i < PASSES; i++) {
      passes[i] = pass(transformer, loader, names, files);
    }
    Arrays.sort(passes);
    return passes[PASSES / 2];
  }

  private static double pass(
      ClassFileTransformer transformer, ClassLoader loader, List<char[]> names, List<byte[]> files)
      throws Exception {
    String[] fresh = names.stream().map(String::new).toArray(String[]::new);
    long began = System.nanoTime();
    for (int i = 0; i < fresh.length; i++) {
      if (transformer.transform(loader, fresh[i], null, null, files.get(i)) != null) {
        throw new IllegalStateException(fresh[i]);
      }
    }
    return (System.nanoTime() - began) / (double) fresh.length;
  }

  private static List<byte[]> classFiles(List<char[]> names) throws IOException {
    Path desktop = desktop();
    List<byte[]> files = new ArrayList<>();
    for (char[] name : names) {
      files.add(Files.readAllBytes(desktop.resolve(new String(name).concat(".class"))));
    }
    return files;
  }

  private static Path desktop() {
    return FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.desktop");
  }

  private static List<char[]> names() throws IOException {
    Path desktop = desktop();
    try (Stream<Path> files = Files.walk(desktop)) {
      return files
          .map(file -> desktop.relativize(file).toString())
          .filter(file -> file.endsWith(".class"))
          .map(file -> file.substring(0, file.length() - ".class".length()).toCharArray())
          .toList();
    }
  }

  /** The one that the agent has installed. */
  private static ClassFileTransformer transformer() throws ReflectiveOperationException {
    Object install = value(Class.forName("dev.diverge.entry.DivergeAgent"), "installed", null);
    // The agent's module is open to nobody; with java.lang opened to us, by a flag, we open it.
    open(Module.class.getDeclaredMethod("implAddOpensToAllUnnamed", String.class))
        .invoke(install.getClass().getModule(), install.getClass().getPackageName());
    Object agent = value(install.getClass(), "installed", install);
    return (ClassFileTransformer) value(agent.getClass(), "transformer", agent);
  }

  private static Object value(Class<?> type, String field, @Nullable Object of)
      throws ReflectiveOperationException {
    return open(type.getDeclaredField(field)).get(of);
  }

  private static <T extends AccessibleObject> T open(T member) {
    member.setAccessible(true);
    return member;
  }
}
