package dev.diverge.agent.rules;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Does what a rule says to one instance, or to one class's static member. */
final class RuleDoer {

  private static final String[] CLEARING = {"clear", "invalidateAll", "evictAll", "removeAll"};
  private static final String[] EVICTING = {
    "softEvictConnections", "evictAll", "evictConnections", "closeIdle", "purge", "evict", "clear"
  };

  private final Opener opener;
  private final IntFunction<byte[]> entropy;

  RuleDoer(Opener opener, IntFunction<byte[]> entropy) {
    this.opener = opener;
    this.entropy = entropy;
  }

  void perform(Rule rule, Class<?> type, @Nullable Object instance) throws Exception {
    if (rule.deed == Deed.CALL) {
      call(type.getDeclaredMethod(rule.member), instance);
      return;
    }
    Field field = type.getDeclaredField(rule.member);
    opener.open(type, field);
    Object value = field.get(instance);
    switch (rule.deed) {
      case FRESH -> fresh(field, instance, value);
      case NULL -> field.set(instance, nothing(field.getType()));
      case NEW -> field.set(instance, another(value != null ? value.getClass() : field.getType()));
      case RESEED -> reseed(value);
      case CLEAR -> first(value, CLEARING);
      case EVICT -> evict(value);
      default -> throw new IllegalStateException(rule.deed.word);
    }
  }

  private void fresh(Field field, @Nullable Object instance, @Nullable Object value)
      throws IllegalAccessException {
    if (value instanceof AtomicLong number) {
      number.set(bits());
    } else if (value instanceof AtomicInteger number) {
      number.set((int) bits());
    } else if (value instanceof byte[] bytes) {
      System.arraycopy(entropy.apply(bytes.length), 0, bytes, 0, bytes.length);
    } else if (value instanceof int[] ints) {
      for (int i = 0; i < ints.length; i++) {
        ints[i] = (int) bits();
      }
    } else if (value instanceof long[] longs) {
      for (int i = 0; i < longs.length; i++) {
        longs[i] = bits();
      }
    } else {
      field.set(instance, freshValue(field.getType(), value));
    }
  }

  private Object freshValue(Class<?> type, @Nullable Object value) {
    String name = value != null ? value.getClass().getName() : type.getName();
    return switch (name) {
      case "int", "java.lang.Integer" -> (int) bits();
      case "long", "java.lang.Long" -> bits();
      case "short", "java.lang.Short" -> (short) bits();
      case "byte", "java.lang.Byte" -> (byte) bits();
      case "char", "java.lang.Character" -> (char) bits();
      case "double", "java.lang.Double" -> (bits() >>> 11) * 0x1p-53;
      case "float", "java.lang.Float" -> (bits() >>> 40) * 0x1p-24f;
      case "java.util.UUID" -> uuid();
      case "java.math.BigInteger" -> new BigInteger(1, entropy.apply(16));
      case "java.lang.String" -> text((String) value);
      default ->
          throw new IllegalArgumentException(
              "there is no fresh value of type " + name + "; use 'new', 'null' or a method");
    };
  }

  /** Of the shape of the one before, if that was a UUID; else hex digits, at least 32. */
  private String text(@Nullable String before) {
    if (before != null && before.length() == 36 && before.charAt(8) == '-') {
      return uuid().toString();
    }
    int digits = Math.max(32, before == null ? 0 : before.length());
    StringBuilder hex = new StringBuilder(digits + 1);
    for (byte b : entropy.apply((digits + 1) / 2)) {
      hex.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
    return hex.substring(0, digits);
  }

  private UUID uuid() {
    return new UUID(
        (bits() & 0xffffffffffff0fffL) | 0x4000L,
        (bits() & 0x3fffffffffffffffL) | 0x8000000000000000L);
  }

  private long bits() {
    return ByteBuffer.wrap(entropy.apply(8)).getLong();
  }

  private static @Nullable Object nothing(Class<?> type) {
    return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
  }

  private Object another(Class<?> type) throws Exception {
    Constructor<?> constructor = type.getDeclaredConstructor();
    opener.open(type, constructor);
    try {
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw thrown(e);
    }
  }

  private void reseed(@Nullable Object generator) throws Exception {
    if (generator == null) {
      return;
    }
    for (String name : new String[] {"reseed", "setSeed"}) {
      for (Class<?> argument : new Class<?>[] {byte[].class, long.class, int.class}) {
        // A SecureRandom's seed of 64 bits only supplements, and of some is ignored.
        Method method = method(generator.getClass(), name, argument);
        if (method != null) {
          Object seed = freshArgument(argument);
          call(method, generator, seed);
          return;
        }
      }
    }
    throw new IllegalArgumentException(
        generator.getClass().getName() + " has no reseed or setSeed that takes bytes or a number");
  }

  private Object freshArgument(Class<?> type) {
    if (type == byte[].class) {
      return entropy.apply(48);
    }
    long bits = bits();
    return type == long.class ? (Object) bits : (Object) (int) bits;
  }

  private void evict(@Nullable Object pool) throws Exception {
    if (pool != null) {
      Method way = method(pool.getClass(), "getHikariPoolMXBean");
      first(way == null ? pool : call(way, pool), EVICTING);
    }
  }

  private void first(@Nullable Object value, String[] names) throws Exception {
    if (value == null) {
      return;
    }
    for (String name : names) {
      Method method = method(value.getClass(), name);
      if (method != null) {
        call(method, value);
        return;
      }
    }
    throw new IllegalArgumentException(
        value.getClass().getName()
            + " has none of the methods "
            + String.join("(), ", names)
            + "()");
  }

  private static @Nullable Method method(Class<?> type, String name, Class<?>... parameters) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      try {
        return c.getDeclaredMethod(name, parameters);
      } catch (NoSuchMethodException above) {
        // Look there.
      }
    }
    try {
      return type.getMethod(name, parameters); // an interface's default
    } catch (NoSuchMethodException none) {
      return null;
    }
  }

  private @Nullable Object call(Method method, @Nullable Object on, Object... arguments)
      throws Exception {
    opener.open(method.getDeclaringClass(), method);
    try {
      return method.invoke(Modifier.isStatic(method.getModifiers()) ? null : on, arguments);
    } catch (InvocationTargetException e) {
      throw thrown(e);
    }
  }

  private static Exception thrown(InvocationTargetException e) {
    return e.getCause() instanceof Exception cause ? cause : e;
  }
}
