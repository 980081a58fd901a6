package dev.diverge.scan.flow;

import java.util.Set;

/**
 * Types of values that can carry what is looked for from method to method. What an object of the
 * program's holds is known by its fields; a collection or an {@code Object} holds anybody's, and
 * through them everything would reach everything.
 */
final class Carriers {

  private static final Set<String> OTHERS =
      Set.of(
          "Ljava/lang/String;",
          "Ljava/lang/CharSequence;",
          "Ljava/lang/StringBuilder;",
          "Ljava/lang/StringBuffer;",
          "Ljava/lang/Long;",
          "Ljava/lang/Integer;",
          "Ljava/lang/Short;",
          "Ljava/lang/ThreadLocal;",
          "Ljava/util/UUID;",
          "Ljava/util/Random;",
          "Ljava/util/SplittableRandom;",
          "Ljava/util/random/RandomGenerator;",
          "Ljava/util/Date;",
          "Ljava/util/Optional;",
          "Ljava/util/OptionalLong;",
          "Ljava/util/OptionalInt;",
          "Ljava/util/Enumeration;",
          "Ljava/util/concurrent/Callable;",
          "Ljava/math/BigInteger;",
          "Ljava/nio/ByteBuffer;",
          "Ljava/time/Instant;",
          "Ljava/security/SecureRandom;",
          "Ljava/security/KeyPair;",
          "Ljava/security/Key;",
          "Ljava/security/PrivateKey;",
          "Ljava/security/PublicKey;",
          "Ljava/security/MessageDigest;",
          "Lkotlin/Lazy;");

  private Carriers() {}

  static boolean is(String descriptor) {
    return switch (descriptor.charAt(0)) {
      case 'I', 'J', 'S', 'B', 'C' -> true;
      case '[' -> isArray(descriptor);
      case 'L' ->
          OTHERS.contains(descriptor)
              || descriptor.startsWith("Ljava/util/concurrent/atomic/")
              || descriptor.startsWith("Ljava/util/function/")
              || descriptor.startsWith("Ljava/net/Inet")
              || descriptor.startsWith("Ljava/net/NetworkInterface")
              || descriptor.startsWith("Ljavax/crypto/");
      default -> false;
    };
  }

  /** Whether nothing can be put into a value of that type. */
  static boolean isFixed(String descriptor) {
    return switch (descriptor) {
      case "I",
          "J",
          "S",
          "B",
          "C",
          "Ljava/lang/String;",
          "Ljava/lang/Long;",
          "Ljava/lang/Integer;",
          "Ljava/lang/Short;",
          "Ljava/util/UUID;",
          "Ljava/math/BigInteger;",
          "Ljava/time/Instant;" ->
          true;
      default -> false;
    };
  }

  private static boolean isArray(String descriptor) {
    return switch (descriptor) {
      case "[B", "[I", "[J", "[S", "[C", "[[B", "[[J", "[[I", "[Ljava/lang/String;" -> true;
      default -> false;
    };
  }
}
