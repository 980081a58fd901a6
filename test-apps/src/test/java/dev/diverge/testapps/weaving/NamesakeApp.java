package dev.diverge.testapps.weaving;

import dev.diverge.testapps.answers.Page;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Loads a class that is named as one of the JDK's; takes the page and where the class is. */
public final class NamesakeApp {

  static final String NAME = "jdk.random.L64X128MixRandom";

  private NamesakeApp() {}

  public static void main(String[] arguments) throws Exception {
    URL place = Path.of(arguments[1]).toUri().toURL();
    try (URLClassLoader own = new URLClassLoader(new URL[] {place}, null)) {
      Class<?> namesake = own.loadClass(NAME);
      Object one = namesake.getConstructor().newInstance();
      new Page(Path.of(arguments[0])).raise();
      System.out.println(
          "own " + fields(namesake) + " " + namesake.getMethod("nextLong").invoke(one));
    }
    System.out.println("the JDK's " + fields(Class.forName(NAME)).contains("$mark"));
  }

  private static Set<String> fields(Class<?> type) {
    Set<String> names = new TreeSet<>();
    for (Field field : type.getDeclaredFields()) {
      names.add(field.getName());
    }
    return names;
  }
}
