package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import java.io.Serial;
import java.security.SecureRandom;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Classes of the application's own, and those of Commons Math. */
@Versions({"org.apache.commons:commons-math3:3.0", "org.apache.commons:commons-math3:3.6.1"})
class GeneratorsTest implements LibraryTest {

  private static final String MATH = "org.apache.commons.math3.random.";

  @Override
  public void describe(Emitters emitters) throws Exception {
    emitters.add("of its own bits", Xorshift::new, Random::nextInt);
    emitters.add("a coin of its own bits", Xorshift::new, GeneratorsTest::coins);
    emitters.add("a Gaussian of its own bits", Xorshift::new, Random::nextGaussian);
    emitters.add("an heir's", Heir::new, Random::nextLong);
    emitters.add("a nameless one's", GeneratorsTest::nameless, Random::nextLong);
    emitters.add("given a SecureRandom", () -> new Xorshift(new SecureRandom()), Random::nextInt);
    emitters.add("given a Random", () -> new Xorshift(new Random()), Random::nextInt);
    emitters.add("of its own longs", Weyl::new, RandomGenerator::nextLong);
    emitters.add("of its own longs, a double", Weyl::new, RandomGenerator::nextDouble);
    emitters.add("of its own longs, its child's", () -> new Weyl().split(), Weyl::nextLong);
    emitters.add("seeded", () -> new Xorshift(42), Random::nextInt).mustEqual();
    emitters.add("seeded, an heir's", () -> new Heir(42), Random::nextInt).mustEqual();
    emitters.add("seeded later", GeneratorsTest::later, Random::nextInt).mustEqual();
    emitters.add("seeded later, an heir's", GeneratorsTest::laterHeir, Random::nextInt).mustEqual();
    emitters.add("seeded by a source", GeneratorsTest::sourced, Random::nextInt).mustEqual();
    emitters.add("seeded with a constant", Constant::new, Random::nextInt).mustEqual();
    emitters.add("seeded, of its own longs", () -> new Weyl(42), Weyl::nextLong).mustEqual();
    for (String name : new String[] {"MersenneTwister", "Well19937c", "Well512a", "ISAACRandom"}) {
      emitters.add(name, () -> Held.of(MATH + name), held -> held.call("nextInt"));
      emitters.add(name + "'s nextDouble", () -> Held.of(MATH + name), h -> h.call("nextDouble"));
      emitters.add(name + "'s second Gaussian", () -> gaussian(name), h -> h.call("nextGaussian"));
      emitters
          .add(name + ", seeded", () -> Held.of(MATH + name, 42L), h -> h.call("nextInt"))
          .mustEqual();
      emitters
          .add(name + ", seeded later", () -> later(name), h -> h.call("nextGaussian"))
          .mustEqual();
    }
  }

  private static Held gaussian(String name) throws Exception {
    Held held = Held.of(MATH + name);
    held.call("nextGaussian");
    return held;
  }

  private static Held later(String name) throws Exception {
    Held held = Held.of(MATH + name);
    held.seed(42L);
    return held;
  }

  private static long coins(Random random) {
    long coins = 0;
    for (int i = 0; i < 64; i++) {
      coins = coins << 1 | (random.nextBoolean() ? 1 : 0);
    }
    return coins;
  }

  private static Random nameless() {
    return new Random() {
      private long state = System.nanoTime();

      @Override
      protected int next(int bits) {
        state = state * 6364136223846793005L + 1442695040888963407L;
        return (int) (state >>> (64 - bits));
      }
    };
  }

  private static Random later() {
    Random random = new Xorshift();
    random.setSeed(42);
    return random;
  }

  private static Random laterHeir() {
    Random random = new Heir();
    random.setSeed(42);
    return random;
  }

  private static Random sourced() {
    return new Xorshift(new Random(42));
  }

  static class Xorshift extends Random {
    @Serial private static final long serialVersionUID = 1;
    private long state;

    Xorshift() {
      this(System.nanoTime() ^ 0x5deece66dL);
    }

    Xorshift(long seed) {
      setSeed(seed);
    }

    Xorshift(Random source) {
      state = source.nextLong() | 1;
    }

    Xorshift(SecureRandom source) {
      state = source.nextLong() | 1;
    }

    @Override
    public synchronized void setSeed(long seed) {
      state = seed | 1;
    }

    @Override
    protected int next(int bits) {
      state ^= state << 13;
      state ^= state >>> 7;
      state ^= state << 17;
      return (int) (state >>> (64 - bits));
    }
  }

  static final class Heir extends Xorshift {
    @Serial private static final long serialVersionUID = 1;

    Heir() {}

    Heir(long seed) {
      super(seed);
    }
  }

  static final class Constant extends Random {
    @Serial private static final long serialVersionUID = 1;
    private long state;

    Constant() {
      this(42);
    }

    private Constant(long seed) {
      state = seed;
    }

    @Override
    protected int next(int bits) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      return (int) (state >>> (64 - bits));
    }
  }

  static final class Weyl implements RandomGenerator {
    private long state;

    Weyl() {
      this.state = System.nanoTime();
    }

    Weyl(long seed) {
      this.state = seed;
    }

    Weyl split() {
      return new Weyl(state++);
    }

    @Override
    public long nextLong() {
      state += 0x9e3779b97f4a7c15L;
      long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
      return z ^ (z >>> 31);
    }
  }
}
