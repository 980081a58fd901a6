package dev.diverge.testapps.stress;

import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A generator of this thread's, and what its state says that it gives next: the value that every
 * clone would have in common. Needs {@link #OPEN}.
 */
abstract class Foreseen {

  static final List<String> OPEN =
      List.of(
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.security=ALL-UNNAMED",
          "--add-opens=java.base/sun.security.provider=ALL-UNNAMED");

  private final String name;

  Foreseen(String name) {
    this.name = name;
  }

  /** Those of a thread; for the thread itself to make and use. */
  static List<Foreseen> all() throws Exception {
    return List.of(
        new OfRandom(), new OfSplittableRandom(), new OfThreadLocalRandom(), new OfSha1Prng());
  }

  abstract long next() throws Exception;

  abstract long draw();

  @Override
  public final String toString() {
    return name;
  }

  private static Object read(Class<?> type, String field, Object from) throws Exception {
    Field member = type.getDeclaredField(field);
    member.setAccessible(true);
    return member.get(from);
  }

  private static long mixed(long z, int first, long by, int second, long byThen, int last) {
    long once = (z ^ (z >>> first)) * by;
    long twice = (once ^ (once >>> second)) * byThen;
    return twice ^ (twice >>> last);
  }

  private static final class OfRandom extends Foreseen {
    private final Random random = new Random();
    private final AtomicLong seed = (AtomicLong) read(Random.class, "seed", random);

    OfRandom() throws Exception {
      super("Random");
    }

    @Override
    long next() {
      long first = step(seed.get());
      return ((long) (int) (first >>> 16) << 32) + (int) (step(first) >>> 16);
    }

    private static long step(long seed) {
      return (seed * 0x5DEECE66DL + 0xBL) & ((1L << 48) - 1);
    }

    @Override
    long draw() {
      return random.nextLong();
    }
  }

  private static final class OfSplittableRandom extends Foreseen {
    private final SplittableRandom random = new SplittableRandom();

    OfSplittableRandom() {
      super("SplittableRandom");
    }

    @Override
    long next() throws Exception {
      long seed = (long) read(SplittableRandom.class, "seed", random);
      long gamma = (long) read(SplittableRandom.class, "gamma", random);
      return mixed(seed + gamma, 30, 0xbf58476d1ce4e5b9L, 27, 0x94d049bb133111ebL, 31);
    }

    @Override
    long draw() {
      return random.nextLong();
    }
  }

  private static final class OfThreadLocalRandom extends Foreseen {
    private final Thread owner = Thread.currentThread();

    OfThreadLocalRandom() {
      super("ThreadLocalRandom");
      draw(); // seeds itself
    }

    @Override
    @SuppressWarnings("deprecation") // its new name is too new
    long next() throws Exception {
      long seed = (long) read(Thread.class, "threadLocalRandomSeed", owner);
      long stepped = seed + (owner.getId() << 1) + 0x9e3779b97f4a7c15L;
      return mixed(stepped, 33, 0xff51afd7ed558ccdL, 33, 0xc4ceb9fe1a85ec53L, 33);
    }

    @Override
    long draw() {
      return ThreadLocalRandom.current().nextLong();
    }
  }

  /** Stands for all engines; the others keep what they are made of where it is harder to read. */
  private static final class OfSha1Prng extends Foreseen {
    private final SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
    private final MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
    private final byte[] drawn = new byte[sha1.getDigestLength()];
    private final Object engine;

    OfSha1Prng() throws Exception {
      super("SHA1PRNG");
      random.nextBytes(drawn); // seeds itself
      engine = read(SecureRandom.class, "secureRandomSpi", random);
    }

    @Override
    long next() throws Exception {
      return head(sha1.digest((byte[]) read(engine.getClass(), "state", engine)));
    }

    @Override
    long draw() {
      random.nextBytes(drawn);
      return head(drawn);
    }

    private static long head(byte[] bytes) {
      return ByteBuffer.wrap(bytes).getLong();
    }
  }
}
