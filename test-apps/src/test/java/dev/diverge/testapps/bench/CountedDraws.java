package dev.diverge.testapps.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Prints how many bytes each draw allocates at least, and how many the heap holds. */
final class CountedDraws {

  private static final int WARM = 500;
  private static final int DRAWS = 2_000;
  private static final int ROUNDS = 5;

  private CountedDraws() {}

  public static void main(String[] arguments) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Map<String, Runnable> draws = draws();
    Map<String, Long> least = new LinkedHashMap<>();
    for (Map.Entry<String, Runnable> draw : draws.entrySet()) {
      repeat(draw.getValue(), WARM);
      least.put(draw.getKey(), Long.MAX_VALUE);
    }
    // All in turn: while the agent tests its hooks, some milliseconds on end, each draw asks it.
    for (int i = 0; i < ROUNDS; i++) {
      for (Map.Entry<String, Runnable> draw : draws.entrySet()) {
        long before = threads.getCurrentThreadAllocatedBytes();
        repeat(draw.getValue(), DRAWS);
        least.merge(draw.getKey(), threads.getCurrentThreadAllocatedBytes() - before, Math::min);
      }
    }
    least.forEach((draw, bytes) -> System.out.println(draw + " " + bytes / DRAWS));
    HeapProbe.main(arguments);
  }

  private static Map<String, Runnable> draws() throws Exception {
    Map<String, Runnable> draws = new LinkedHashMap<>();
    byte[] bytes = new byte[16];
    for (String engine : new String[] {"NativePRNG", "DRBG", "SHA1PRNG"}) {
      SecureRandom secure = SecureRandom.getInstance(engine);
      draws.put(engine, () -> secure.nextBytes(bytes));
    }
    draws.put("UUID", UUID::randomUUID);
    Random random = new Random();
    draws.put("Random.nextInt", random::nextInt);
    draws.put("Random.nextGaussian", random::nextGaussian);
    draws.put("Math.random", Math::random);
    SplittableRandom splittable = new SplittableRandom();
    draws.put("SplittableRandom", splittable::nextLong);
    draws.put("ThreadLocalRandom", () -> ThreadLocalRandom.current().nextLong());
    draws.put("new Random", Random::new);
    return draws;
  }

  private static void repeat(Runnable draw, int times) {
    for (int i = 0; i < times; i++) {
      draw.run();
    }
  }
}
