package dev.diverge.integrations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a method of a {@link BondedType} does with the bond of its instance.
 *
 * @param method as in a {@link SensitiveType}
 * @param output the local variable with what the method writes to, 0 being the instance
 * @param fields of the instance: to be set to null on a refusal, or to be judged by
 */
public record Bond(Effect effect, String method, int output, List<String> fields) {

  /** What becomes of the bond, or is done because of it. */
  public enum Effect {
    /** The instance belongs to no epoch yet. */
    FREE,
    /** The instance belongs to the present epoch from here on. */
    BIND,
    /** The same, unless it belongs to one already. */
    BIND_ONCE,
    /** It belongs to the epoch of the constructor's first argument, one of its own class. */
    INHERIT,
    /** In a later epoch the answer is false. */
    DENY,
    /** In a later epoch the answer is true. */
    AFFIRM,
    /** In a later epoch the instance is closed, and nothing is written. */
    REFUSE,
    /** The same; but where it is being closed already, that is all, and no exception. */
    REFUSE_UNLESS_CLOSING,
    /** In a later epoch the agent's options decide, by an operation mode and a name. */
    JUDGE,
    /** In a later epoch they decide, whatever it is. */
    SPEND
  }

  /** The instances of that constructor belong to no epoch yet. */
  public static Bond free(String constructor) {
    return new Bond(Effect.FREE, constructor, 0, List.of());
  }

  /** By that method the instance comes to belong to the present epoch. */
  public static Bond bind(String method) {
    return new Bond(Effect.BIND, method, 0, List.of());
  }

  /** The same, unless it belongs to one already. */
  public static Bond bindOnce(String method) {
    return new Bond(Effect.BIND_ONCE, method, 0, List.of());
  }

  /** The instances of that constructor belong to the epoch of its first argument. */
  public static Bond inherit(String constructor) {
    return new Bond(Effect.INHERIT, constructor, 0, List.of());
  }

  /** In a later epoch that method, which returns a boolean, says no. */
  public static Bond deny(String method) {
    return new Bond(Effect.DENY, method, 0, List.of());
  }

  /** In a later epoch that method, which returns a boolean, says yes. */
  public static Bond affirm(String method) {
    return new Bond(Effect.AFFIRM, method, 0, List.of());
  }

  /**
   * Refuses with an SSLException; the instance has {@code isClosed()} and {@code close()}.
   *
   * @param output a ByteBuffer[] of which the first is written to, or the instance itself
   * @param pending what waits to be written: set to null
   */
  public static Bond refuse(String method, int output, @Nullable String pending) {
    return pending == null
        ? new Bond(Effect.REFUSE, method, output, List.of())
        : new Bond(Effect.REFUSE_UNLESS_CLOSING, method, output, List.of(pending));
  }

  /**
   * Refuses with an IllegalStateException what {@code stale-ciphers} says.
   *
   * @param mode an int: as {@code javax.crypto.Cipher.ENCRYPT_MODE}
   * @param name a String: the transformation
   */
  public static Bond judge(String method, String mode, String name) {
    return new Bond(Effect.JUDGE, method, 0, List.of(mode, name));
  }

  /**
   * Refuses with an IllegalStateException, unless {@code stale-ciphers} allows it, what uses up an
   * index or a nonce that each clone would use next.
   */
  public static Bond spend(String method) {
    return new Bond(Effect.SPEND, method, 0, List.of());
  }
}
