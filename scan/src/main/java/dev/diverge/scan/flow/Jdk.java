package dev.diverge.scan.flow;

import java.util.Set;

/** What the JDK's methods do to values, as far as it matters here. */
final class Jdk {

  private static final long RANDOM = Taint.RANDOM;
  private static final long SECURE = Taint.RANDOM | Taint.SECURE;

  private static final Set<String> GENERATORS =
      Set.of(
          "java/util/Random",
          "java/security/SecureRandom",
          "java/util/SplittableRandom",
          "java/util/concurrent/ThreadLocalRandom",
          "java/util/random/RandomGenerator",
          "java/security/SecureRandomSpi",
          "kotlin/random/Random",
          "kotlin/random/Random$Default");

  private static final Set<String> HOLDERS =
      Set.of(
          "java/util/Map",
          "java/util/concurrent/ConcurrentMap",
          "java/util/HashMap",
          "java/util/LinkedHashMap",
          "java/util/TreeMap",
          "java/util/WeakHashMap",
          "java/util/Hashtable",
          "java/util/Properties",
          "java/util/concurrent/ConcurrentHashMap",
          "java/util/concurrent/ConcurrentSkipListMap",
          "java/util/List",
          "java/util/ArrayList",
          "java/util/LinkedList",
          "java/util/Vector",
          "java/util/Set",
          "java/util/Collection",
          "java/lang/ThreadLocal");

  private static final Set<String> TELLING_NOTHING =
      Set.of(
          "length",
          "size",
          "equals",
          "equalsIgnoreCase",
          "indexOf",
          "lastIndexOf",
          "compareTo",
          "compare",
          "compareUnsigned",
          "capacity",
          "remaining",
          "position",
          "limit",
          "getClass",
          "getModifiers",
          "parallelStream",
          "forName",
          "getLogger");

  private static final Set<String> TAKING =
      Set.of(
          "set",
          "lazySet",
          "setPlain",
          "setOpaque",
          "setRelease",
          "setVolatile",
          "put",
          "putAll",
          "putIfAbsent",
          "putLong",
          "putInt",
          "putShort",
          "putChar",
          "add",
          "addAll",
          "addFirst",
          "addLast",
          "offer",
          "offerFirst",
          "offerLast",
          "push",
          "append",
          "insert",
          "write",
          "writeBytes",
          "writeLong",
          "writeInt",
          "writeUTF",
          "writeShort",
          "writeByte",
          "update",
          "setElementAt",
          "addElement",
          "setProperty",
          "getAndSet",
          "compareAndSet",
          "weakCompareAndSet",
          "weakCompareAndSetPlain",
          "weakCompareAndSetVolatile",
          "compareAndExchange",
          "accumulateAndGet",
          "updateAndGet",
          "getAndUpdate",
          "getAndAccumulate",
          "setLength",
          "join",
          "complete",
          "replace",
          "fill",
          "setSeed");

  private static final Set<String> PASSING =
      Set.of(
          "valueOf",
          "toString",
          "requireNonNull",
          "requireNonNullElse",
          "requireNonNullElseGet",
          "clone",
          "copyOf",
          "intValue",
          "longValue",
          "shortValue",
          "byteValue",
          "charValue",
          "get",
          "getPlain",
          "getAcquire",
          "getOpaque",
          "getAsInt",
          "getAsLong",
          "orElse",
          "orElseGet",
          "orElseThrow",
          "of",
          "ofNullable",
          "call",
          "apply",
          "applyAsLong",
          "applyAsInt",
          "getMostSignificantBits",
          "withInitial",
          "doPrivileged",
          "intern",
          "toLowerCase",
          "toUpperCase",
          "trim",
          "strip",
          "next",
          "nextElement",
          "iterator",
          "getInetAddresses",
          "supplyAsync",
          "wrap",
          "order",
          "slice",
          "duplicate",
          "array",
          "submit");

  /** Whose {@code replace} is no {@code put}. */
  private static final String STRING = "java/lang/String";

  private static final String FUNCTIONS = "java/util/function/";

  private Jdk() {}

  static boolean is(String owner) {
    return owner.startsWith("java/")
        || owner.startsWith("javax/crypto/")
        || owner.startsWith("javax/net/")
        || owner.startsWith("javax/management/")
        || owner.startsWith("javax/security/")
        || owner.startsWith("jdk/")
        || owner.startsWith("sun/")
        || owner.startsWith("com/sun/management/")
        || owner.startsWith("[");
  }

  static boolean isGenerator(String type) {
    return GENERATORS.contains(type);
  }

  static Effect of(String owner, String name, String descriptor, String before) {
    Effect source = source(owner, name, descriptor, before);
    if (source != null) {
      return source;
    }
    if (!is(owner)) {
      return owner.startsWith("kotlin/jvm/internal/") && name.startsWith("check")
          ? Effect.NOTHING
          : Effect.CALL;
    }
    if ((descriptor.endsWith(")Z") && !TAKING.contains(name))
        || TELLING_NOTHING.contains(name)
        || owner.startsWith("java/lang/reflect/")
        || owner.startsWith("java/util/logging/")
        || owner.startsWith("java/util/Locale")
        || owner.endsWith("/Unsafe")) {
      return Effect.NOTHING;
    }
    if (isFetched(owner, name)) {
      return Effect.FETCH;
    }
    Effect effect = flow(owner, name, descriptor);
    return isNew(owner, name, descriptor)
        ? (effect.kind() == Effect.Kind.SHAPE ? Effect.FRESH_SHAPED : Effect.FRESH)
        : effect;
  }

  /** Whether what is put into the result stays out of what it was made of. */
  private static boolean isNew(String owner, String name, String descriptor) {
    return switch (name) {
      case "clone" -> owner.startsWith("[");
      case "copyOf", "copyOfRange" -> owner.equals("java/util/Arrays");
      case "getBytes", "toCharArray", "toByteArray", "digest", "decode", "encode", "doFinal" ->
          descriptor.contains(")[");
      case "allocate", "allocateDirect" -> owner.startsWith("java/nio/");
      case "getInstance" -> owner.equals("java/security/MessageDigest");
      default -> false;
    };
  }

  /** Whether it is read from where it is kept, by this process or by another. */
  private static boolean isFetched(String owner, String name) {
    return switch (owner) {
      case "java/sql/ResultSet", "java/sql/CallableStatement", "java/util/prefs/Preferences" ->
          name.startsWith("get");
      case "java/nio/file/Files",
          "java/io/DataInput",
          "java/io/DataInputStream",
          "java/io/ObjectInput",
          "java/io/ObjectInputStream",
          "java/io/RandomAccessFile",
          "java/io/InputStream",
          "java/io/FileInputStream",
          "java/io/BufferedInputStream",
          "java/io/Reader",
          "java/io/FileReader",
          "java/io/InputStreamReader",
          "java/io/BufferedReader" ->
          name.startsWith("read");
      default -> false;
    };
  }

  private static @org.jspecify.annotations.Nullable Effect source(
      String owner, String name, String descriptor, String before) {
    if (GENERATORS.contains(owner)) {
      return generator(owner, name, descriptor);
    }
    switch (owner) {
      case "java/util/UUID", "kotlin/uuid/Uuid$Companion" -> {
        return name.equals("randomUUID") || name.equals("random") || name.equals("generateV4")
            ? Effect.source(SECURE)
            : null;
      }
      case "java/lang/Math", "java/lang/StrictMath" -> {
        return name.equals("random") ? Effect.source(RANDOM | Taint.SHAPED) : null;
      }
      case "java/lang/System" -> {
        return system(name, before);
      }
      case "java/lang/ProcessHandle" -> {
        return name.equals("pid") ? Effect.source(Taint.PROCESS) : null;
      }
      case "java/lang/management/RuntimeMXBean", "java/lang/Process" -> {
        return name.equals("getName") || name.equals("getPid") || name.equals("pid")
            ? Effect.source(Taint.PROCESS)
            : name.equals("getStartTime") ? Effect.source(Taint.PROCESS | Taint.TIME) : null;
      }
      case "java/net/NetworkInterface" -> {
        return name.equals("getHardwareAddress")
                || name.equals("getNetworkInterfaces")
                || name.equals("networkInterfaces")
                || name.equals("getInetAddresses")
            ? Effect.source(Taint.HOST)
            : Effect.PASS;
      }
      case "java/net/InetAddress", "java/net/Inet4Address", "java/net/Inet6Address" -> {
        return switch (name) {
          case "getLocalHost" -> Effect.source(Taint.HOST);
          case "getHostName", "getHostAddress", "getCanonicalHostName", "toString" -> Effect.PASS;
          case "getAddress" -> Effect.SHAPE;
          default -> Effect.NOTHING;
        };
      }
      case "java/time/Instant",
          "java/time/LocalDateTime",
          "java/time/ZonedDateTime",
          "java/time/OffsetDateTime",
          "java/time/LocalDate",
          "java/time/LocalTime" -> {
        return name.equals("now") ? Effect.source(Taint.TIME) : null;
      }
      case "java/time/Clock" -> {
        return name.equals("millis") || name.equals("instant") ? Effect.source(Taint.TIME) : null;
      }
      case "java/util/Calendar" -> {
        return name.equals("getInstance") ? Effect.source(Taint.TIME) : null;
      }
      case "javax/crypto/KeyGenerator" -> {
        return name.equals("generateKey") ? Effect.source(SECURE | Taint.KEY) : null;
      }
      case "java/security/KeyPairGenerator" -> {
        return name.equals("generateKeyPair") || name.equals("genKeyPair")
            ? Effect.source(SECURE | Taint.KEY)
            : null;
      }
      default -> {
        return null;
      }
    }
  }

  private static Effect generator(String owner, String name, String descriptor) {
    long bits = owner.endsWith("SecureRandom") ? SECURE : RANDOM;
    return switch (name) {
      case "nextBytes" ->
          descriptor.startsWith("([B")
              ? new Effect(Effect.Kind.FILL, bits)
              : new Effect(Effect.Kind.DRAW, bits);
      case "nextInt", "nextLong" ->
          new Effect(Effect.Kind.DRAW, descriptor.startsWith("()") ? bits : bits | Taint.SHAPED);
      case "next", "nextDouble", "nextFloat", "nextGaussian", "ints", "longs", "doubles" ->
          new Effect(Effect.Kind.DRAW, bits | Taint.SHAPED);
      case "generateSeed", "engineGenerateSeed", "getSeed" -> Effect.source(SECURE);
      case "current", "getInstance", "getInstanceStrong", "getDefault" ->
          Effect.source(Taint.GENERATOR);
      case "split" -> Effect.HELD;
      case "setSeed" -> Effect.INTO;
      default -> Effect.NOTHING;
    };
  }

  private static @org.jspecify.annotations.Nullable Effect system(String name, String before) {
    return switch (name) {
      case "identityHashCode" -> Effect.source(Taint.IDENTITY | Taint.SHAPED);
      case "currentTimeMillis", "nanoTime" -> Effect.source(Taint.TIME);
      case "arraycopy" -> Effect.COPY;
      case "getenv" -> isHostVariable(before) ? Effect.source(Taint.HOST) : Effect.NOTHING;
      default -> null;
    };
  }

  private static boolean isHostVariable(String name) {
    return switch (name) {
      case "HOSTNAME",
          "COMPUTERNAME",
          "HOST",
          "POD_NAME",
          "POD_IP",
          "POD_UID",
          "MY_POD_NAME",
          "MY_POD_IP",
          "NODE_NAME",
          "CONTAINER_ID",
          "ECS_CONTAINER_METADATA_URI",
          "AWS_LAMBDA_LOG_STREAM_NAME" ->
          true;
      default -> false;
    };
  }

  private static Effect flow(String owner, String name, String descriptor) {
    if (owner.startsWith("java/math/") || owner.startsWith("java/time/")) {
      return PASSING.contains(name) ? Effect.PASS : Effect.SHAPE;
    }
    if (owner.startsWith("java/util/concurrent/atomic/")) {
      if (name.startsWith("getAndInc")
          || name.startsWith("getAndDec")
          || name.startsWith("getAndAdd")
          || name.startsWith("incrementAnd")
          || name.startsWith("decrementAnd")
          || name.startsWith("addAndGet")
          || name.equals("increment")) {
        return Effect.COUNT;
      }
    }
    if (owner.equals(STRING) || owner.startsWith("java/util/regex/")) {
      return switch (name) {
        case "valueOf",
            "copyValueOf",
            "toString",
            "intern",
            "toLowerCase",
            "toUpperCase",
            "trim",
            "strip" ->
            Effect.PASS;
        case "replace", "replaceAll" -> Effect.HELD;
        default -> Effect.SHAPE;
      };
    }
    if (HOLDERS.contains(owner) && !TAKING.contains(name)) {
      return name.equals("computeIfAbsent") || name.equals("getOrDefault")
          ? Effect.PASS
          : name.equals("withInitial") || name.equals("of") || name.equals("copyOf")
              ? Effect.PASS
              : Effect.HELD;
    }
    if (TAKING.contains(name) && !owner.startsWith(FUNCTIONS)) {
      return owner.startsWith("java/util/concurrent/atomic/") || HOLDERS.contains(owner)
          ? Effect.INTO
          : Effect.INTO_SHAPED;
    }
    if (descriptor.endsWith(")V")) {
      return Effect.NOTHING;
    }
    return PASSING.contains(name) ? Effect.PASS : Effect.SHAPE;
  }

  /** Whether a constructor of the JDK's makes a value of just what it is given. */
  static boolean isWhole(String type) {
    return type.startsWith("java/util/concurrent/atomic/")
        || type.equals("java/util/UUID")
        || type.equals(STRING)
        || type.equals("java/lang/Long")
        || type.equals("java/lang/Integer")
        || type.startsWith("javax/crypto/spec/");
  }
}
