package dev.diverge.integrations;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.Callable;

/** What a transition lends to a tracked reset. Used on the thread of that reset. */
public interface Tools {

  /**
   * The instances that still live of a tracked type and of types below it, in no order.
   *
   * @param type the binary name, or how it ends, as the library says it
   */
  List<Object> living(String type);

  /**
   * The classes of this name whose statics are tracked and that are initialised, one a loader.
   *
   * @param type the binary name
   */
  List<Class<?>> initialised(String type);

  /**
   * A declared field, opened for reading and writing.
   *
   * @throws NoSuchFieldException if this version of the library has none of that name
   */
  Field field(Class<?> owner, String name) throws NoSuchFieldException;

  /**
   * A declared method, opened for calling.
   *
   * @throws NoSuchMethodException if this version of the library has no such method
   */
  Method method(Class<?> owner, String name, Class<?>... parameters) throws NoSuchMethodException;

  /** An object, by the names of its members; good beyond this call. */
  Instance instance(Object object);

  /** {@code n} bytes that no other clone has; never through JCA. */
  byte[] fresh(int n);

  /**
   * The value of an option of the agent.
   *
   * @throws IllegalArgumentException if there is no option of that key
   */
  String option(String key);

  /**
   * Does what needs a lock that somebody else may hold, on a thread of its own, and waits for a
   * second at most. In a forked child, where nobody else is left, it is done here.
   *
   * @return what {@code work} returns
   * @throws java.util.concurrent.TimeoutException if it goes on for longer; it is not stopped
   */
  int bounded(Callable<Integer> work) throws Exception;

  /**
   * Leaves what nobody uses who does not wait for it: all ways to it are {@link
   * SensitiveType#borrowing}. So who noticed the clone need not wait. Done before what is left for
   * {@link #afterwards}, on the thread of that and bounded as that is.
   *
   * @param name what a report calls it
   * @param work counts as one more reset unless it returns false
   */
  void whileUsersWait(String name, Callable<?> work);

  /**
   * Leaves what runs the application's code, or waits for its locks, for when all tracked resets
   * are done: before what the application registered, on the thread of that and bounded as that is.
   *
   * @param name what a report calls it
   * @param work counts as one more reset unless it returns false
   */
  void afterwards(String name, Callable<?> work);

  /** Whether this process was forked: it has one thread, and shares its files with its parent. */
  boolean isForkedChild();
}
