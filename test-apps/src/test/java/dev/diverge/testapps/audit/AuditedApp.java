package dev.diverge.testapps.audit;

import dev.diverge.Diverge;
import dev.diverge.PerClone;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * State of many kinds, which clones share, and next to it what they do not, or what is none. It
 * prints the values, by which its test knows what nobody else is to tell.
 */
final class AuditedApp {

  private static final SecureRandom SECURE = new SecureRandom();

  private AuditedApp() {}

  /** Clones share all of these. */
  static final class Shared {
    static final byte[] SIGNING = bytes(32);
    static final UUID NODE = UUID.randomUUID();
    static final String TOKEN = new BigInteger(96, SECURE).toString(36);
    static final long SALT = SECURE.nextLong();
    static final int HASH_SEED = SECURE.nextInt();
    static final AtomicLong BLOCK = new AtomicLong(SECURE.nextLong());
    static final AtomicInteger COUNTER = new AtomicInteger(SECURE.nextInt() | 1 << 30);
    static final char[] PASSWORD = text(12).toCharArray();
    static final int[] LANES = {SECURE.nextInt(), SECURE.nextInt()};
    static final long[][] TABLE = {{SECURE.nextLong()}, {SECURE.nextLong()}};
    static final Object[] ARRAY = {1, "constant", text(18)};
    static final List<Object> LIST = new ArrayList<>(List.of("constant", UUID.randomUUID()));
    static final Map<String, Object> MAP = new ConcurrentHashMap<>(Map.of("key", text(18)));
    static final Deque<UUID> POOL = new ArrayDeque<>(List.of(UUID.randomUUID()));
    static final Optional<String> MAYBE = Optional.of(text(18));
    static final AtomicReference<Object> REFERENCE = new AtomicReference<>(text(18));
    static final BigInteger BIG = new BigInteger(120, SECURE);
    static final SecretKeySpec KEY = new SecretKeySpec(bytes(16), "AES");
    static final ByteBuffer BUFFER = ByteBuffer.wrap(bytes(16));
    static final ThreadLocal<String> PER_THREAD = ThreadLocal.withInitial(() -> text(18));
    static short worker = (short) (SECURE.nextInt() | 1 << 14);
    static int machineId = 100 + SECURE.nextInt(1 << 20);
    static KeyPair pair;

    private Shared() {}
  }

  interface Constants {
    String ID = text(18);
  }

  record Lease(String token, long until) {}

  enum Region {
    EAST;

    final long shard = SECURE.nextLong();
  }

  static class Base {
    private final UUID inherited = UUID.randomUUID();
  }

  static final class Member extends Base {
    private final String id = text(18);
  }

  /** A generator of its own. */
  static final class Xorshift {
    private long state = SECURE.nextLong() | 1;

    long next() {
      state ^= state << 13;
      state ^= state >>> 7;
      state ^= state << 17;
      return state;
    }
  }

  static final class Worker extends Thread {
    private final UUID own = UUID.randomUUID();

    Worker() {
      setDaemon(true);
    }

    @Override
    public void run() {
      Shared.PER_THREAD.get();
      System.out.println("text " + hex(own.toString()));
      System.out.println("local " + hex(Shared.PER_THREAD.get()));
      Held.LOCAL_RANDOM.get().nextInt();
      park();
    }
  }

  /** What leads there. */
  static final class Held {
    static final Lease LEASE = new Lease(text(18), 5);
    static final Member MEMBER = new Member();
    static final Xorshift XORSHIFT = new Xorshift();
    static final Supplier<String> CAPTURING = capturing(text(18));

    static final ThreadLocal<Random> LOCAL_RANDOM = ThreadLocal.withInitial(Random::new);

    private Held() {}
  }

  private static Supplier<String> capturing(String captured) {
    return () -> captured;
  }

  /** Clones do not share these: the agent, a rule, an action or the API sees to them. */
  static final class Seen {
    static final Random RANDOM = new Random();
    static final SplittableRandom[] RANDOMS = {new SplittableRandom()};
    static final PerClone<UUID> PER_CLONE = PerClone.of(UUID::randomUUID);
    static long ruled = SECURE.nextLong();
    static UUID acted = UUID.randomUUID();
    static Cipher cipher;

    private Seen() {}
  }

  /** These are no state, though another start has others; or another start has the same. */
  static final class None {
    static final long STARTED = System.currentTimeMillis();
    static final long STARTED_NANOS = System.nanoTime();
    static final int SECONDS = (int) (System.currentTimeMillis() / 1000);
    static final long PID = ProcessHandle.current().pid();
    static final Object LOCK = new Object();
    static final int IDENTITY = System.identityHashCode(LOCK);
    static final String NAME = "lock " + LOCK;
    static final String PROCESS = ProcessHandle.current().pid() + "@host";
    static String since;
    static final Random SEEDED = new Random(42);
    static final int[] SEEDED_TABLE = new Random(7).ints(16).toArray();
    static long elapsedNanos = 40_000_000L + SECURE.nextInt(1 << 24);
    static int cachedHash = SECURE.nextInt();

    private None() {}
  }

  public static void main(String[] arguments) throws Exception {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
    Shared.pair = keys.generateKeyPair();
    Seen.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    Seen.cipher.init(Cipher.ENCRYPT_MODE, Shared.KEY);
    None.since = Instant.now().toString();
    Diverge.onClone(Seen.class, AuditedApp::act);
    Seen.PER_CLONE.get();
    Seen.RANDOM.nextInt();
    Seen.RANDOMS[0].nextLong();
    None.SEEDED.nextInt();
    Held.XORSHIFT.next();
    touch(None.STARTED, None.SEEDED_TABLE, Constants.ID, Region.EAST, Held.CAPTURING.get());
    print();
    new Worker().start();
    park();
  }

  private static void act(Object seen) {
    Seen.acted = UUID.randomUUID();
  }

  private static void touch(Object... initialized) {
    for (Object each : initialized) {
      if (each == null) {
        throw new IllegalStateException();
      }
    }
  }

  private static void print() {
    Object[] texts = {
      Shared.NODE,
      Shared.TOKEN,
      new String(Shared.PASSWORD),
      Shared.ARRAY[2],
      Shared.LIST.get(1),
      Shared.MAP.get("key"),
      Shared.POOL.getFirst(),
      Shared.MAYBE.orElseThrow(),
      Shared.REFERENCE.get(),
      Constants.ID,
      Held.LEASE.token(),
      Held.MEMBER.id,
      ((Base) Held.MEMBER).inherited,
      Held.CAPTURING.get(),
      Shared.SALT,
      Shared.BLOCK,
      Shared.COUNTER,
      Shared.BIG,
      Region.EAST.shard,
      Held.XORSHIFT.state,
      Seen.ruled,
      Seen.acted
    };
    for (Object text : texts) {
      System.out.println("text " + hex(text.toString()));
    }
    byte[][] all = {
      Shared.SIGNING, Shared.KEY.getEncoded(), Shared.BUFFER.array(), Shared.BIG.toByteArray()
    };
    for (byte[] bytes : all) {
      System.out.println("bytes " + HexFormat.of().formatHex(bytes));
    }
    System.out.println("bytes " + HexFormat.of().formatHex(Shared.pair.getPrivate().getEncoded()));
    System.out.println("up");
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    SECURE.nextBytes(bytes);
    return bytes;
  }

  private static String text(int bytes) {
    return Base64.getUrlEncoder().encodeToString(bytes(bytes));
  }

  private static void park() {
    try {
      Thread.sleep(600_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
