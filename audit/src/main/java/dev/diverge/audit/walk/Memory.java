package dev.diverge.audit.walk;

import dev.diverge.integrations.Opener;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields where they lie: no code of the application runs for it, no class is initialised, no
 * module of the application's is opened, and records and lambdas are read like all else.
 */
final class Memory {

  private final Object unsafe;
  private final Opener opener;
  private final MethodHandle reference;
  private final MethodHandle longs;
  private final MethodHandle ints;
  private final MethodHandle shorts;
  private final MethodHandle bytes;
  private final MethodHandle offset;
  private final MethodHandle staticOffset;
  private final MethodHandle staticBase;
  private final MethodHandle uninitialized;

  Memory(Opener opener) throws ReflectiveOperationException {
    this.opener = opener;
    Class<?> type = Class.forName("jdk.internal.misc.Unsafe", true, null);
    Method get = type.getMethod("getUnsafe");
    opener.open(type, get);
    this.unsafe = get.invoke(null);
    this.reference = reader("getReference");
    this.longs = reader("getLong");
    this.ints = reader("getInt");
    this.shorts = reader("getShort");
    this.bytes = reader("getByte");
    this.offset = handle("objectFieldOffset", Field.class);
    this.staticOffset = handle("staticFieldOffset", Field.class);
    this.staticBase = handle("staticFieldBase", Field.class);
    this.uninitialized = handle("shouldBeInitialized", Class.class);
  }

  private MethodHandle reader(String name) throws ReflectiveOperationException {
    return handle(name, Object.class, long.class);
  }

  private MethodHandle handle(String name, Class<?>... parameters)
      throws ReflectiveOperationException {
    Method method = unsafe.getClass().getMethod(name, parameters);
    opener.open(unsafe.getClass(), method);
    return MethodHandles.lookup().unreflect(method).bindTo(unsafe);
  }

  @Nullable Object reference(Object base, long at) {
    try {
      return (Object) reference.invokeExact(base, at);
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  /** A number of that type, extended with its sign; floating ones as their bits. */
  long number(Object base, long at, char type) {
    try {
      return switch (type) {
        case 'J', 'D' -> (long) longs.invokeExact(base, at);
        case 'I' -> (int) ints.invokeExact(base, at);
        case 'S' -> (short) shorts.invokeExact(base, at);
        case 'B' -> (byte) bytes.invokeExact(base, at);
        default -> throw new IllegalArgumentException();
      };
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  long offset(Field field) throws ReflectiveOperationException {
    try {
      return (long) offset.invokeExact(field);
    } catch (Throwable t) {
      throw new ReflectiveOperationException(t);
    }
  }

  long staticOffset(Field field) throws ReflectiveOperationException {
    try {
      return (long) staticOffset.invokeExact(field);
    } catch (Throwable t) {
      throw new ReflectiveOperationException(t);
    }
  }

  Object staticBase(Field field) throws ReflectiveOperationException {
    try {
      return (Object) staticBase.invokeExact(field);
    } catch (Throwable t) {
      throw new ReflectiveOperationException(t);
    }
  }

  /** Also false while it is being initialised, by a thread that may take long. */
  boolean isInitialized(Class<?> type) {
    try {
      return !(boolean) uninitialized.invokeExact(type);
    } catch (Throwable t) {
      return false;
    }
  }
}
