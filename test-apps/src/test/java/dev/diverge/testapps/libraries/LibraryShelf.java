package dev.diverge.testapps.libraries;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * All that library tests emit, each library in a class loader of its own, as in a web container.
 */
final class LibraryShelf implements EmitterSet {
  private static final long serialVersionUID = 1;

  private final ArrayList<Book> books = new ArrayList<>();

  /**
   * A library and its test.
   *
   * @param missing why it could not be got, empty if it could
   */
  private record Book(String test, String label, List<URL> classPath, String missing)
      implements Serializable {}

  static LibraryShelf of(List<Class<?>> tests) {
    LibraryShelf shelf = new LibraryShelf();
    try (LibraryJars jars = new LibraryJars()) {
      for (Class<?> test : tests) {
        for (String artifact : tried(test)) {
          shelf.books.add(book(jars, test, artifact));
        }
      }
    }
    return shelf;
  }

  private static Book book(LibraryJars jars, Class<?> test, String artifact) {
    String label = label(test, artifact);
    try {
      return new Book(test.getName(), label, jars.of(test, artifacts(artifact)), "");
    } catch (IllegalStateException e) {
      return new Book(test.getName(), label, List.of(), e + ", " + e.getCause());
    }
  }

  /** How the names of a test's emitters begin, for each version that is tried. */
  static List<String> labels(Class<?> test) {
    return tried(test).stream().map(artifact -> label(test, artifact)).toList();
  }

  private static List<String> tried(Class<?> test) {
    return TriedVersions.ofThisRun().of(versions(test));
  }

  static String label(Class<?> test, String artifact) {
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
      if (!book.missing().isEmpty()) {
        labelled.add("cannot be got", () -> fail(new IllegalStateException(book.missing())));
        continue;
      }
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
