package java.lang;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * What the agent may do in java.base, as one object: it is handed to the agent's first class and is
 * held nowhere else. Whoever has a class of ours, a thread or a loader, does not have it.
 *
 * <p>Asked with a source of classes, {@code Function<String, byte[]>}, it gives the agent's first
 * object, in a module of its own; with what the guard is to call, {@code IntFunction}, the guard;
 * with the name of a way to map pages, that; with that of another class of the guard's, its class;
 * with the files of an extension, {@code Map<String, byte[]>}, the loader of its classes. {@code
 * java.lang} only, no lambda, no string concatenation: it runs before all else of the agent.
 */
final class DivergeGate implements Function<Object, Object> {

  private static final String LOADER = "java/lang/DivergeLoader.classdata";
  private static final String GUARD = "java/lang/DivergeGuard.classdata";
  private static final String EXTENSION = "java/lang/DivergeExtension";
  private static final String FIRST = "dev.diverge.agent.Install";
  private static final String DISPATCHER = "sun.nio.ch.FileDispatcherImpl";

  private final MethodHandles.Lookup base = MethodHandles.lookup();
  private Function<String, byte[]> source;
  private DivergeLoader loader;

  /** What the guard is initialised with. */
  static IntFunction<?> link;

  /** By reflection, from the threshold. */
  DivergeGate() {}

  @Override
  @SuppressWarnings("unchecked") // what the agent asks with
  public Object apply(Object with) {
    try {
      if (with instanceof IntFunction<?> agent) {
        return guard(agent);
      }
      if (with instanceof String name) {
        return name.startsWith("java/lang/") ? room(name) : mapper(name);
      }
      if (with instanceof Map<?, ?> files) {
        room(EXTENSION);
        return new DivergeExtension((Map<String, byte[]>) files, loader);
      }
      source = (Function<String, byte[]>) with;
      return first();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object first() throws ReflectiveOperationException {
    base.defineClass(source.apply(LOADER));
    loader = new DivergeLoader(source);
    Object first = made(loader.loadClass(FIRST));
    loader.warm();
    return first;
  }

  /** The link is there for the guard's initialiser alone, and for that long. */
  private Object guard(IntFunction<?> given) throws ReflectiveOperationException {
    link = given;
    try {
      return made(base.defineClass(source.apply(GUARD)));
    } finally {
      link = null;
    }
  }

  /** Beside the guard. Of two threads that define it, one finds the other's. */
  private Class<?> room(String name) throws ReflectiveOperationException {
    try {
      return base.defineClass(source.apply(name.concat(".classdata")));
    } catch (LinkageError there) {
      return Class.forName(name.replace('/', '.'), false, null);
    }
  }

  private Object mapper(String name) throws ReflectiveOperationException {
    Class<?> dispatcher = Class.forName(DISPATCHER, false, null);
    return made(MethodHandles.privateLookupIn(dispatcher, base).defineClass(source.apply(name)));
  }

  private static Object made(Class<?> type) throws ReflectiveOperationException {
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }
}
