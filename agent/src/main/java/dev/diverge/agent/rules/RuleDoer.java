package dev.diverge.agent.rules;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Does what a rule says to one instance, or to one class's static member. */
final class RuleDoer {

  private static final String[] CLEARING = {"clear", "invalidateAll", "evictAll", "removeAll"};
  private static final String[] EVICTING = {
    "softEvictConnections", "evictAll", "evictConnections", "closeIdle", "purge", "evict", "clear"
  };

  private RuleDoer() {}

  static void perform(Rule rule, Instance state, Fresh fresh) throws Exception {
    if (rule.deed == RuleDeed.CALL) {
      state.call(rule.member);
      return;
    }
    Instance value = state.get(rule.member);
    switch (rule.deed) {
      case FRESH -> fresh(rule.member, state, value.value(), fresh);
      case NODE -> node(rule, state, value.value(), fresh);
      case NULL -> state.set(rule.member, nothing(state.typeOf(rule.member)));
      case NEW -> state.set(rule.member, value.make().value());
      case RESEED -> reseed(value, fresh);
      case CLEAR -> first(value, CLEARING);
      case EVICT -> evict(value);
      default -> throw new IllegalStateException(rule.deed.word);
    }
  }

  private static void fresh(String field, Instance state, @Nullable Object value, Fresh fresh)
      throws Exception {
    if (value instanceof AtomicLong number) {
      number.set(fresh.number());
    } else if (value instanceof AtomicInteger number) {
      number.set((int) fresh.number());
    } else if (value instanceof byte[] bytes) {
      System.arraycopy(fresh.bytes(bytes.length), 0, bytes, 0, bytes.length);
    } else if (value instanceof int[] ints) {
      for (int i = 0; i < ints.length; i++) {
        ints[i] = (int) fresh.number();
      }
    } else if (value instanceof long[] longs) {
      for (int i = 0; i < longs.length; i++) {
        longs[i] = fresh.number();
      }
    } else {
      state.set(field, freshValue(state.typeOf(field), value, fresh));
    }
  }

  private static void node(Rule rule, Instance state, @Nullable Object value, Fresh fresh)
      throws Exception {
    if (value instanceof AtomicLong number) {
      number.set(fresh.node(rule.bits));
    } else if (value instanceof AtomicInteger number) {
      number.set(fresh.node(rule.bits));
    } else {
      Class<?> type = state.typeOf(rule.member);
      state.set(rule.member, fitted(fresh.node(rule.bits), rule.bits, type.getName()));
    }
  }

  private static Object fitted(int node, int bits, String type) {
    Object fitted =
        switch (type) {
          case "int", "java.lang.Integer" -> node;
          case "long", "java.lang.Long" -> (long) node;
          case "short", "java.lang.Short" -> bits < Short.SIZE ? (short) node : null;
          case "byte", "java.lang.Byte" -> bits < Byte.SIZE ? (byte) node : null;
          default -> null;
        };
    if (fitted == null) {
      throw new IllegalArgumentException("a " + type + " takes no number of " + bits + " bits");
    }
    return fitted;
  }

  private static Object freshValue(Class<?> type, @Nullable Object value, Fresh fresh) {
    String name = value != null ? value.getClass().getName() : type.getName();
    return switch (name) {
      case "int", "java.lang.Integer" -> (int) fresh.number();
      case "long", "java.lang.Long" -> fresh.number();
      case "short", "java.lang.Short" -> (short) fresh.number();
      case "byte", "java.lang.Byte" -> (byte) fresh.number();
      case "char", "java.lang.Character" -> (char) fresh.number();
      case "double", "java.lang.Double" -> (fresh.number() >>> 11) * 0x1p-53;
      case "float", "java.lang.Float" -> (fresh.number() >>> 40) * 0x1p-24f;
      case "java.util.UUID" -> fresh.uuid();
      case "java.math.BigInteger" -> new BigInteger(1, fresh.bytes(16));
      case "java.lang.String" -> text((String) value, fresh);
      default ->
          throw new IllegalArgumentException(
              "there is no fresh value of type " + name + "; use 'new', 'null' or a method");
    };
  }

  /** Of the shape of the one before, if that was a UUID; else hex digits, at least 32. */
  private static String text(@Nullable String before, Fresh fresh) {
    if (before != null && before.length() == 36 && before.charAt(8) == '-') {
      return fresh.uuid().toString();
    }
    int digits = Math.max(32, before == null ? 0 : before.length());
    StringBuilder hex = new StringBuilder(digits + 1);
    for (byte b : fresh.bytes((digits + 1) / 2)) {
      hex.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
    return hex.substring(0, digits);
  }

  private static @Nullable Object nothing(Class<?> type) {
    return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
  }

  private static void reseed(Instance generator, Fresh fresh) throws Exception {
    if (generator.value() == null) {
      return;
    }
    // A SecureRandom's seed of 64 bits only supplements, and of some is ignored.
    Object[] seeds = {fresh.bytes(48), fresh.number(), (int) fresh.number()};
    for (String name : new String[] {"reseed", "setSeed"}) {
      for (Object seed : seeds) {
        if (generator.hasMethod(name, seed)) {
          generator.call(name, seed);
          return;
        }
      }
    }
    throw new IllegalArgumentException(
        generator.className() + " has no reseed or setSeed that takes bytes or a number");
  }

  private static void evict(Instance pool) throws Exception {
    boolean hikari = pool.hasMethod("getHikariPoolMXBean");
    first(hikari ? pool.call("getHikariPoolMXBean") : pool, EVICTING);
  }

  private static void first(Instance value, String[] names) throws Exception {
    if (value.value() == null) {
      return;
    }
    for (String name : names) {
      if (value.hasMethod(name)) {
        value.call(name);
        return;
      }
    }
    throw new IllegalArgumentException(
        value.className() + " has none of the methods " + String.join("(), ", names) + "()");
  }
}
