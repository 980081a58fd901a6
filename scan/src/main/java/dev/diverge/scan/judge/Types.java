package dev.diverge.scan.judge;

import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Type;

/** What the type of a field tells. */
final class Types {

  private static final Set<String> VALUES =
      Set.of(
          "I",
          "J",
          "S",
          "B",
          "C",
          "D",
          "F",
          "[I",
          "[J",
          "[S",
          "[B",
          "[C",
          "[[B",
          "Ljava/lang/String;",
          "Ljava/lang/CharSequence;",
          "Ljava/lang/Long;",
          "Ljava/lang/Integer;",
          "Ljava/lang/Short;",
          "Ljava/util/UUID;",
          "Ljava/math/BigInteger;",
          "Ljava/nio/ByteBuffer;",
          "[Ljava/lang/String;",
          "Ljava/util/concurrent/atomic/AtomicInteger;",
          "Ljava/util/concurrent/atomic/AtomicLong;",
          "Ljava/util/concurrent/atomic/LongAdder;",
          "Ljava/util/concurrent/atomic/AtomicReference;",
          "Ljava/util/concurrent/atomic/AtomicLongArray;");

  private static final Set<String> KEYS =
      Set.of(
          "Ljava/security/Key;",
          "Ljava/security/KeyPair;",
          "Ljava/security/PrivateKey;",
          "Ljava/security/PublicKey;",
          "Ljavax/crypto/SecretKey;",
          "Ljavax/crypto/spec/SecretKeySpec;",
          "Ljavax/crypto/spec/IvParameterSpec;",
          "Ljavax/crypto/spec/GCMParameterSpec;",
          "Ljava/security/interfaces/RSAPrivateKey;",
          "Ljava/security/interfaces/ECPrivateKey;");

  /** Which integration sees to objects of these types, wherever they are. */
  private static final Map<String, String> CONNECTIONS =
      Map.ofEntries(
          Map.entry("Ljava/net/Socket;", "jdk-connections"),
          Map.entry("Ljavax/net/ssl/SSLSocket;", "jdk-connections"),
          Map.entry("Ljava/net/DatagramSocket;", "jdk-connections"),
          Map.entry("Ljava/nio/channels/SocketChannel;", "jdk-connections"),
          Map.entry("Ljava/nio/channels/DatagramChannel;", "jdk-connections"),
          Map.entry("Ljava/nio/channels/AsynchronousSocketChannel;", "jdk-connections"),
          Map.entry("Ljava/net/http/HttpClient;", "jdk-connections"),
          Map.entry("Ljava/net/HttpURLConnection;", "jdk-connections"),
          Map.entry("Ljava/sql/Connection;", "jdk-connections"),
          Map.entry("Ljavax/net/ssl/SSLEngine;", "jdk-tls-connections"),
          Map.entry("Ljavax/net/ssl/SSLSession;", "jdk-tls-sessions"),
          Map.entry("Ljavax/net/ssl/SSLContext;", "jdk-tls-sessions"));

  private static final Set<String> COLLECTIONS =
      Set.of(
          "Ljava/util/Map;",
          "Ljava/util/concurrent/ConcurrentMap;",
          "Ljava/util/concurrent/ConcurrentHashMap;",
          "Ljava/util/HashMap;",
          "Ljava/util/List;",
          "Ljava/util/Set;",
          "Ljava/util/Queue;",
          "Ljava/util/Deque;",
          "Ljava/util/Collection;");

  static final String CIPHER = "Ljavax/crypto/Cipher;";

  private Types() {}

  static boolean isValue(String descriptor) {
    return VALUES.contains(descriptor) || KEYS.contains(descriptor);
  }

  static boolean isKey(String descriptor) {
    return KEYS.contains(descriptor);
  }

  static @org.jspecify.annotations.Nullable String connectedBy(String descriptor) {
    return CONNECTIONS.get(descriptor);
  }

  static boolean isCollection(String descriptor) {
    return COLLECTIONS.contains(descriptor);
  }

  /** As it is written in code. */
  static String name(String descriptor) {
    String name = Type.getType(descriptor).getClassName();
    return name.startsWith("java.lang.") && name.indexOf('.', 10) < 0 ? name.substring(10) : name;
  }

  /** Whether the deed {@code fresh} has a value of it. */
  static boolean hasFresh(String descriptor) {
    return switch (descriptor) {
      case "I",
          "J",
          "S",
          "B",
          "[I",
          "[J",
          "[B",
          "Ljava/lang/String;",
          "Ljava/lang/Long;",
          "Ljava/lang/Integer;",
          "Ljava/lang/Short;",
          "Ljava/util/UUID;",
          "Ljava/math/BigInteger;",
          "Ljava/util/concurrent/atomic/AtomicInteger;",
          "Ljava/util/concurrent/atomic/AtomicLong;" ->
          true;
      default -> false;
    };
  }
}
