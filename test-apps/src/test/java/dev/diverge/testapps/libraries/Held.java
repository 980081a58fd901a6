package dev.diverge.testapps.libraries;

import java.lang.reflect.Method;

/** An object of a library that this test does not compile against. */
final class Held {

  private final Object object;

  private Held(Object object) {
    this.object = object;
  }

  static Held of(String className) throws Exception {
    return new Held(Class.forName(className).getConstructor().newInstance());
  }

  static Held of(String className, long seed) throws Exception {
    return new Held(Class.forName(className).getConstructor(long.class).newInstance(seed));
  }

  static Held of(String className, int seed) throws Exception {
    return new Held(Class.forName(className).getConstructor(int.class).newInstance(seed));
  }

  static Held made(String className, String method) throws Exception {
    return new Held(Class.forName(className).getMethod(method).invoke(null));
  }

  Object call(String method) throws Exception {
    Method found = object.getClass().getMethod(method);
    return found.invoke(object);
  }

  void seed(long seed) throws Exception {
    object.getClass().getMethod("setSeed", long.class).invoke(object, seed);
  }
}
