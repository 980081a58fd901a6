package dev.diverge.testapps.libraries;

import dev.diverge.testapps.forklab.EmitterSet;
import dev.diverge.testapps.forklab.Emitters;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * All that library tests emit, each library in a class loader of its own, as in a web container.
 */
final class LibraryShelf implements EmitterSet {
  private static final long serialVersionUID = 1;

  private final ArrayList<Book> books = new ArrayList<>();

  private record Book(String test, String label, List<URL> classPath) implements Serializable {}

  static LibraryShelf of(List<Class<?>> tests) {
    LibraryShelf shelf = new LibraryShelf();
    try (LibraryJars jars = new LibraryJars()) {
      for (Class<?> test : tests) {
        for (String artifact : versions(test)) {
          shelf.books.add(
              new Book(test.getName(), label(test, artifact), jars.of(test, artifacts(artifact))));
        }
      }
    }
    return shelf;
  }

  /** How the names of a test's emitters begin, version by version. */
  static List<String> labels(Class<?> test) {
    return Arrays.stream(versions(test)).map(artifact -> label(test, artifact)).toList();
  }

  private static String label(Class<?> test, String artifact) {
    return test.getSimpleName() + ", " + artifact + ", ";
  }

  static String[] versions(Class<?> test) {
    return Objects.requireNonNull(
            test.getAnnotation(Versions.class), () -> test + " says no @Versions")
        .value();
  }

  /** What is used together, of one element of a test's versions. */
  static String[] artifacts(String version) {
    return version.split(" \\+ ", -1);
  }

  @Override
  public void describe(Emitters emitters) {
    for (Book book : books) {
      Emitters labelled = emitters.labelled(book.label());
      try {
        LibraryLoader loader = new LibraryLoader(book.classPath());
        Constructor<?> test = Class.forName(book.test(), true, loader).getDeclaredConstructor();
        test.setAccessible(true);
        Method describe = test.getDeclaringClass().getMethod("describe", Emitters.class);
        describe.setAccessible(true);
        describe.invoke(test.newInstance(), labelled);
      } catch (Exception | LinkageError e) {
        // Its own failure, not that of all the others.
        labelled.add("cannot be used", () -> fail(e));
      }
    }
  }

  private static Object fail(Throwable cause) {
    throw new IllegalStateException(cause);
  }
}
