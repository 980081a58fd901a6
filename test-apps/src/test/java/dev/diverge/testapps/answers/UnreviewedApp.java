package dev.diverge.testapps.answers;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Thirty pieces of state that nobody has named, of which some may be any value of their types and
 * others may not: used before and after a clone, it tells what is the same, and whether it broke.
 */
final class UnreviewedApp {

  private static final SecureRandom SECURE = new SecureRandom();

  private UnreviewedApp() {}

  /** Held by the class. */
  @SuppressWarnings({"NonFinalStaticField", "UnsynchronizedOverridesSynchronized"})
  static final class Held {
    static final byte[] SIGNING_KEY = bytes(32);
    static final UUID NODE_ID = UUID.randomUUID();
    static final String TOKEN = UUID.randomUUID().toString();
    static final long SALT = SECURE.nextLong();
    static final int INSTANCE_ID = SECURE.nextInt();
    static final AtomicLong NEXT_ID = new AtomicLong(SECURE.nextLong());
    static final AtomicInteger NEXT_TICKET = new AtomicInteger(SECURE.nextInt());
    static final long[] LANES = {SECURE.nextLong(), SECURE.nextLong()};
    static final int[] SMALL_LANES = {SECURE.nextInt(), SECURE.nextInt()};
    static final Long BOXED_ID = SECURE.nextLong();
    static final Integer BOXED_NUMBER = SECURE.nextInt();
    static final SecureRandom STRONG = new SecureRandom();
    static final Random WEAK = new Random();
    static final SplittableRandom SPLITTABLE = new SplittableRandom();
    static final int WORKER_ID = SECURE.nextInt() & 0x3ff;
    static final int CODE = 100_000 + SECURE.nextInt(900_000);
    static final String HOST_ID = host();
    static final long PROCESS_NODE = ProcessHandle.current().pid();
    static final String UNIQUE_STUB = "n-" + System.currentTimeMillis() + "-";
    static final char[] PASSWORD = letters();
    static final BigInteger BIG_ID = new BigInteger(1, bytes(16));
    static final SecretKeySpec SESSION_KEY = new SecretKeySpec(bytes(16), "AES");
    static final byte[] POOL = new byte[64];
    static long xorshift = SECURE.nextLong() | 1;
    static long congruential = System.nanoTime();
    static int nextInPool = POOL.length;
    static int sequenceId;
    static @Nullable String clientId;

    private static final boolean[] WORKERS = new boolean[1024];

    private Held() {}

    static String nextUuid() {
      return UNIQUE_STUB + HOST_ID + PROCESS_NODE + sequenceId++;
    }

    static synchronized byte pooled() {
      if (nextInPool == POOL.length) {
        SECURE.nextBytes(POOL);
        nextInPool = 0;
      }
      return POOL[nextInPool++];
    }

    static long mixed() {
      xorshift ^= xorshift << 13;
      xorshift ^= xorshift >>> 7;
      xorshift ^= xorshift << 17;
      congruential = congruential * 6364136223846793005L + 1442695040888963407L;
      return xorshift + congruential;
    }

    static String client() {
      if (clientId == null) {
        clientId = UUID.randomUUID().toString();
      }
      return clientId;
    }

    /** Each value as those need it who use it. */
    static void use() throws Exception {
      WORKERS[WORKER_ID] = true;
      require(CODE >= 100_000 && CODE < 1_000_000, "code");
      require(UNIQUE_STUB.startsWith("n-"), "stub");
      require(BIG_ID.signum() >= 0, "big");
      require(xorshift != 0, "xorshift");
      require(UUID.fromString(client()).version() == 4, "client");
      require(TOKEN.length() == 36, "token");
      require(new String(PASSWORD).matches("[a-z]{12}"), "password");
      javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
      mac.init(SESSION_KEY);
      mac.update(SIGNING_KEY);
      mac.update(
          (NODE_ID + nextUuid() + mixed() + pooled() + SALT + INSTANCE_ID + BOXED_ID + LANES[0])
              .getBytes(java.nio.charset.StandardCharsets.UTF_8));
      mac.doFinal();
      require(BOXED_NUMBER + SMALL_LANES[1] != 0 || NEXT_ID.get() != NEXT_TICKET.get(), "numbers");
    }

    private static char[] letters() {
      char[] letters = new char[12];
      for (int i = 0; i < letters.length; i++) {
        letters[i] = (char) ('a' + SECURE.nextInt(26));
      }
      return letters;
    }
  }

  /** Held by an object that lives as long. */
  static final class Service {
    static final Service ONLY = new Service();

    private final UUID serviceId = UUID.randomUUID();
    private final byte[] cookieSecret = bytes(16);

    String tell() {
      return serviceId + Arrays.toString(cookieSecret);
    }
  }

  public static void main(String[] args) throws Exception {
    use();
    Map<String, Object> before = shown();
    new Page(Path.of(args[0])).raise();
    UUID.randomUUID();
    Thread.sleep(700); // if it was the follower that noticed, it was not we who waited
    Map<String, Object> after = shown();
    use();
    List<String> same = new ArrayList<>();
    before.forEach(
        (name, value) -> {
          if (value.equals(after.get(name))) {
            same.add(name);
          }
        });
    System.out.println("pieces " + before.size());
    System.out.println("same " + String.join(" ", same));
  }

  private static void use() throws Exception {
    Held.use();
    require(!Service.ONLY.tell().isEmpty(), "service");
  }

  /** By reflection, which is no code that the scan would take for a use. */
  private static Map<String, Object> shown() throws Exception {
    Map<String, Object> all = new TreeMap<>();
    for (Class<?> type : List.of(Held.class, Service.class)) {
      for (Field field : type.getDeclaredFields()) {
        boolean isUpper = field.getName().equals("WORKERS") || field.getName().equals("ONLY");
        if (!field.isSynthetic() && !isUpper) {
          Object of = Modifier.isStatic(field.getModifiers()) ? null : Service.ONLY;
          all.put(type.getName() + "#" + field.getName(), shown(field.get(of)));
        }
      }
    }
    return all;
  }

  /** Of a generator, what it draws from here; nobody sees its state. */
  private static Object shown(@Nullable Object value) {
    if (value instanceof RandomGenerator generator) {
      return generator.nextLong();
    }
    if (value instanceof SecretKeySpec key) {
      return Arrays.toString(key.getEncoded());
    }
    return value == null || !value.getClass().isArray()
        ? String.valueOf(value)
        : Arrays.deepToString(new Object[] {value});
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    SECURE.nextBytes(bytes);
    return bytes;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }
}
